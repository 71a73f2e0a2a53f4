// Gives the tenant's own buckets of quarter hours another version, behind the lock of the roll-up; one that is not there is made as it is given.
// mode: write
// params: { buckets: rows.UsageBucketWrite[] }
// row: { overtaken: number }
// cardinality: one
UNWIND $buckets AS row
MERGE (bucket:UsageBucket {tenantId: $tenantId, workspaceId: row.workspaceId, grain: row.grain, start: row.start})
  ON CREATE SET bucket += row.properties
SET bucket.version = coalesce(bucket.version, 0) + 1
RETURN count(*) AS overtaken
