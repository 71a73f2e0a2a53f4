// Notes on a tenant's hours as what their buckets were found to be what they count.
// mode: write
// params: { hours: rows.AgreedHour[] }
// row: { marked: number }
// cardinality: one
UNWIND $hours AS agreed
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: '', grain: 'hour', start: agreed.start})
SET bucket.agreed = agreed.sha256
RETURN count(*) AS marked
