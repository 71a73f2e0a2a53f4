// Reads quotes by their ids.
// mode: read
// params: { ids: readonly string[] }
// row: rows.QuoteRow
// cardinality: many, one an id that is there
UNWIND $ids AS wanted
MATCH (quote:Quote {tenantId: $tenantId, id: wanted})
RETURN quote.id AS id, quote.version AS version, quote.createdAt AS createdAt, quote.externalId AS externalId,
  quote.opportunityId AS opportunityId, quote.accountId AS accountId, quote.familyRootId AS familyRootId,
  quote.ownerId AS ownerId, quote.status AS status, quote.currentVersion AS currentVersion, quote.currency AS currency,
  quote.backfill AS backfill, quote.businessDate AS businessDate, quote.submittedOn AS submittedOn, quote.submittedBy AS submittedBy
