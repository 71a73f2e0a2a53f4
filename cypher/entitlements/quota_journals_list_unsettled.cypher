// Pages of a tenant's quota journal that wait to be settled, the oldest first.
// mode: read
// params: { most: number }
// row: { page: rows.QuotaJournalRow }
// cardinality: many, at most $most
MATCH (page:QuotaJournal {tenantId: $tenantId})
USING INDEX SEEK page:QuotaJournal(tenantId, unsettledSince)
WHERE page.unsettledSince IS NOT NULL
WITH page
ORDER BY page.tenantId, page.unsettledSince
LIMIT $most
RETURN page {
  //+ quota_journal_fields
} AS page
