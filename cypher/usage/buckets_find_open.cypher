// Months that are open, and ended before an instant.
// mode: read
// params: { before: string; most: number }
// row: { bucket: rows.UsageBucketRow }
// cardinality: many, at most $most
MATCH (bucket:UsageBucket {tenantId: $tenantId})
USING INDEX SEEK bucket:UsageBucket(tenantId, openUntil, workspaceId)
WHERE bucket.openUntil > '' AND bucket.openUntil <= $before AND bucket.workspaceId IS NOT NULL
WITH bucket
ORDER BY bucket.tenantId, bucket.openUntil, bucket.workspaceId
LIMIT $most
RETURN properties(bucket) AS bucket
