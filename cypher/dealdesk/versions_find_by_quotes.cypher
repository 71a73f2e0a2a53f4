// Reads every version of the given quotes with their lines.
// mode: read
// params: { ids: readonly string[] }
// row: rows.QuoteVersionRow & { lines: rows.QuoteLineRow[] }
// cardinality: many, at least one a quote
UNWIND $ids AS quoteId
MATCH (version:QuoteVersion {tenantId: $tenantId, quoteId: quoteId}) WHERE version.number > 0
RETURN version.id AS id, version.quoteId AS quoteId, version.number AS number, version.createdAt AS createdAt,
  version.createdBy AS createdBy, version.origin AS origin, version.proposedByApprovalId AS proposedByApprovalId,
  version.moreGenerous AS moreGenerous, version.listTotalMinor AS listTotalMinor, version.netTotalMinor AS netTotalMinor,
  version.termMonths AS termMonths, version.paymentDays AS paymentDays, version.liabilityMinor AS liabilityMinor,
  version.nonStandardTerms AS nonStandardTerms, version.riskLevel AS riskLevel,
  [(version)-[:HAS_LINE]->(line:QuoteLine) | line {.*}] AS lines
