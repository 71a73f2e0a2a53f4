// Finds pages of the quota journal that wait to be settled, the oldest first.
// mode: read
// params: { before: string; limit: number }
// row: { tenantId: string; page: rows.QuotaJournalRow }
// cardinality: up to limit
MATCH (page:QuotaJournal) WHERE page.unsettledSince <= $before
WITH page
ORDER BY page.unsettledSince
LIMIT $limit
RETURN page.tenantId AS tenantId, page {
  //+ quota_journal_fields
} AS page
