// Takes out buckets, behind the lock of the roll-up.
// mode: write
// params: { buckets: rows.BucketPlace[] }
// row: { deleted: number }
// cardinality: one
UNWIND $buckets AS gone
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: gone.workspaceId, grain: gone.grain, start: gone.start})
DELETE bucket
RETURN count(*) AS deleted
