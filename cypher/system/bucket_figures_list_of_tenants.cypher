// What is merged of buckets of tenants, each as a whole, that begin within windows; without what meters come to.
// mode: read
// params: { windows: readonly rows.TenantBucketWindow[]; figures: readonly string[] }
// row: rows.TenantBucketFiguresRow
// cardinality: many, each once a window
UNWIND $windows AS wanted
MATCH (bucket:UsageBucket {tenantId: wanted.tenantId, workspaceId: '', grain: wanted.grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= wanted.start AND bucket.start < wanted.end
RETURN wanted.tenantId AS tenantId, bucket.adjusted AS adjusted, bucket.latency AS latency,
  [figure IN $figures | bucket[figure]] AS figures
