// In which hours (UTC) from an instant on a tenant has buckets of quarter hours and hours, and how many.
// mode: read
// params: { from: string }
// row: { hour: string; buckets: number }
// cardinality: many, one for each hour that has any
UNWIND ['quarter', 'hour'] AS grain
MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.start >= $from AND bucket.workspaceId IS NOT NULL
RETURN left(bucket.start, 13) + ':00:00.000Z' AS hour, count(*) AS buckets
