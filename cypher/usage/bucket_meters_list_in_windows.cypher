// What meters come to in the buckets of a workspace and grain that begin within windows; `names` begin what is stored of a meter.
// mode: read
// params: { windows: rows.BucketWindow[]; names: string[] }
// row: rows.BucketMetersRow
// cardinality: many, each once a window
UNWIND $windows AS wanted
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: wanted.workspaceId, grain: wanted.grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= wanted.start AND bucket.start < wanted.end
RETURN bucket.grain AS grain, bucket.start AS start, bucket.adjusted AS adjusted,
  [told IN coalesce(bucket.meters, []) WHERE any(name IN $names WHERE told STARTS WITH name)] AS meters
