// Lists a tenant's quotes, newest first.
// mode: read
// params: { before: string; beforeId: string; most: number }
// row: rows.QuoteRow
// cardinality: many, at most $most
MATCH (quote:Quote {tenantId: $tenantId})
WHERE quote.createdAt <= $before AND (quote.createdAt < $before OR quote.id < $beforeId)
WITH quote
ORDER BY quote.tenantId DESC, quote.createdAt DESC, quote.id DESC
LIMIT $most
RETURN quote.id AS id, quote.version AS version, quote.createdAt AS createdAt, quote.externalId AS externalId,
  quote.opportunityId AS opportunityId, quote.accountId AS accountId, quote.familyRootId AS familyRootId,
  quote.ownerId AS ownerId, quote.status AS status, quote.currentVersion AS currentVersion, quote.currency AS currency,
  quote.backfill AS backfill, quote.businessDate AS businessDate, quote.submittedOn AS submittedOn, quote.submittedBy AS submittedBy
