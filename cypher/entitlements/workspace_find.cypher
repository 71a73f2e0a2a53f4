// Reads a workspace, an ended one too.
// mode: read
// params: { id: string }
// row: rows.WorkspaceRow
// cardinality: one; none: no such workspace
MATCH (workspace:Workspace {tenantId: $tenantId, id: $id})
//+ workspace_return
