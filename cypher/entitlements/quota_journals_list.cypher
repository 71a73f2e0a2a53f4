// One page of the quota journal, newest first.
// mode: read
// params: { before: string; beforeId: string; most: number }
// row: { page: rows.QuotaJournalRow }
// cardinality: many, at most $most
MATCH (page:QuotaJournal {tenantId: $tenantId})
USING INDEX SEEK page:QuotaJournal(tenantId, createdAt, id)
WHERE page.createdAt <= $before AND page.id IS NOT NULL
  AND CASE WHEN page.createdAt = $before THEN page.id < $beforeId ELSE true END
WITH page
ORDER BY page.tenantId DESC, page.createdAt DESC, page.id DESC
LIMIT $most
RETURN page {
  //+ quota_journal_fields
} AS page
