// Claims the key, locks the chain of a page of the quota journal, and the page.
// mode: write
// params: { heads: rows.HeadParams[]; id: string }
// row: rows.Locked & { page: rows.QuotaJournalRow | null }
// cardinality: one
//+ claim_key
//+ lock_heads
OPTIONAL MATCH (page:QuotaJournal {tenantId: $tenantId, id: $id})
SET page._lock = true
WITH key, heads, page
RETURN key {.answer, .inputSha256} AS claim, heads, page {
  //+ quota_journal_fields
} AS page
