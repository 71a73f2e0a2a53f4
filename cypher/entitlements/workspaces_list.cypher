// One page of the workspaces in a state, oldest first.
// mode: read
// params: { state: string; afterAt: string; afterId: string; limit: number }
// row: rows.WorkspaceRow
// cardinality: up to limit
MATCH (workspace:Workspace {tenantId: $tenantId, state: $state})
USING INDEX SEEK workspace:Workspace(tenantId, state, createdAt, id)
WHERE workspace.createdAt >= $afterAt AND workspace.id IS NOT NULL
  AND CASE WHEN workspace.createdAt = $afterAt THEN workspace.id > $afterId ELSE true END
WITH workspace
ORDER BY workspace.tenantId, workspace.state, workspace.createdAt, workspace.id
LIMIT $limit
//+ workspace_return
