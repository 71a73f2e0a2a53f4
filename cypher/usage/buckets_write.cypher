// Writes buckets behind the lock of the roll-up; a property that is null ends.
// mode: write
// params: { buckets: rows.UsageBucketWrite[] }
// row: { written: number }
// cardinality: one
UNWIND $buckets AS row
MERGE (bucket:UsageBucket {tenantId: $tenantId, workspaceId: row.workspaceId, grain: row.grain, start: row.start})
SET bucket += row.properties, bucket.version = coalesce(bucket.version, 0) + 1
RETURN count(*) AS written
