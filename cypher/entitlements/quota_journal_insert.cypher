// Keeps a page of what was decided without Redis.
// mode: write
// params: { page: rows.QuotaJournalRow }
// row: { id: string }
// cardinality: one
CREATE (page:QuotaJournal:Entity {tenantId: $tenantId, id: $page.id})
SET page += $page
RETURN page.id AS id
