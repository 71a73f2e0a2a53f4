// Buckets of a workspace and grain that begin within windows, without what meters come to; '' is the tenant as a whole.
// mode: read
// params: { windows: rows.BucketWindow[]; figures: readonly string[]; merges: boolean }
// row: rows.BucketFiguresRow
// cardinality: many, each once a window
UNWIND $windows AS wanted
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: wanted.workspaceId, grain: wanted.grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= wanted.start AND bucket.start < wanted.end
RETURN bucket.grain AS grain, bucket.start AS start, bucket.end AS end, bucket.closedAt AS closedAt, bucket.adjusted AS adjusted,
  bucket.latencyCount AS latencyCount, bucket.latencyQuantiles AS latencyQuantiles,
  CASE WHEN $merges OR bucket.latencyQuantiles IS NULL THEN bucket.latency END AS latency, [figure IN $figures | bucket[figure]] AS figures
