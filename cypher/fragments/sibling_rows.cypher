// The quotes of a family that were submitted from $from to $until, newest first, as rows.SiblingRow; all but $quoteId.
// params: { quoteId: string; familyRootId: string; from: string; until: string }
MATCH (sibling:Quote {tenantId: $tenantId, familyRootId: $familyRootId})
USING INDEX SEEK sibling:Quote(tenantId, familyRootId, submittedOn, id)
WHERE sibling.submittedOn >= $from AND sibling.submittedOn <= $until AND sibling.id IS NOT NULL AND sibling.id <> $quoteId
WITH sibling
ORDER BY sibling.tenantId DESC, sibling.familyRootId DESC, sibling.submittedOn DESC, sibling.id DESC
LIMIT 200
MATCH (of:QuoteVersion {tenantId: $tenantId, quoteId: sibling.id, number: sibling.currentVersion})
RETURN sibling.id AS quote_id, of.number AS version, sibling.status AS status, sibling.currency AS currency,
  of.listTotalMinor AS list_total_minor, of.netTotalMinor AS net_total_minor, of.termMonths AS term_length_months,
  sibling.submittedOn AS submitted_on,
  reduce(total = 0, net IN [(of)-[:HAS_LINE]->(line:QuoteLine WHERE line.recurring) | line.netMinor] | total + net) AS recurring_net_minor
