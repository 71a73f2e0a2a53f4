// Until when the months of a tenant as a whole are closed.
// mode: read
// row: { end: string | null }
// cardinality: one; null: none is closed
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: '', grain: 'month'})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start > '' AND bucket.closedAt IS NOT NULL
RETURN max(bucket.end) AS end
