// Marks a locked page of the quota journal as settled: Redis has what it tells of.
// mode: write
// params: { id: string; version: number; at: string }
// row: { id: string }
// cardinality: one
MATCH (page:QuotaJournal {tenantId: $tenantId, id: $id})
SET page.version = $version, page.settledAt = $at, page.unsettledSince = null
RETURN page.id AS id
