// Buckets of a workspace and grain that begin within windows; '' is the tenant as a whole.
// mode: read
// params: { windows: rows.BucketWindow[] }
// row: { bucket: rows.UsageBucketRow }
// cardinality: many, each once a window
UNWIND $windows AS wanted
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: wanted.workspaceId, grain: wanted.grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= wanted.start AND bucket.start < wanted.end
RETURN properties(bucket) AS bucket
