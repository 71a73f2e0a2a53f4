// Buckets of quarter hours and hours of all workspaces that begin from one instant to before another.
// mode: read
// params: { from: string; to: string }
// row: { bucket: rows.UsageBucketRow }
// cardinality: many, each once
UNWIND ['quarter', 'hour'] AS grain
MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.start >= $from AND bucket.start < $to AND bucket.workspaceId IS NOT NULL
RETURN properties(bucket) AS bucket
