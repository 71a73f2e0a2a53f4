// Notes how far compaction has come; behind the lock of the tenant's retention.
// mode: write
// params: { progress: Partial<rows.CompactionProgress> }
// row: { tenantId: string }
// cardinality: one
MATCH (retention:RetentionLock {tenantId: $tenantId})
SET retention += $progress
RETURN retention.tenantId AS tenantId
