// Days and months from an instant on, of all workspaces.
// mode: read
// params: { from: string }
// row: rows.BucketPlace
// cardinality: many: those of the months that are not closed
UNWIND ['day', 'month'] AS grain
MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.start >= $from AND bucket.workspaceId IS NOT NULL
RETURN bucket.workspaceId AS workspaceId, bucket.grain AS grain, bucket.start AS start
