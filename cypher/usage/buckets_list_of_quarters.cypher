// The quarter hours of all workspaces.
// mode: read
// params: { starts: string[] }
// row: { bucket: rows.UsageBucketRow }
// cardinality: many, one for each workspace and quarter hour that has one
UNWIND $starts AS start
MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: 'quarter', start: start})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.workspaceId >= ''
RETURN properties(bucket) AS bucket
