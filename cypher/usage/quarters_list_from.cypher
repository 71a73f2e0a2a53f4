// Quarter hours from an instant on that a tenant has buckets of.
// mode: read
// params: { from: string }
// row: { start: string }
// cardinality: many: those of the months that are not closed
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: '', grain: 'quarter'})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= $from
RETURN bucket.start AS start
