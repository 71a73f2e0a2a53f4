// Counts the tenant's workspaces that have not ended.
CALL () {
  MATCH (active:Workspace {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK active:Workspace(tenantId, state, createdAt, id)
  WHERE active.createdAt > '' AND active.id IS NOT NULL
  RETURN count(active) AS workspaces
}
