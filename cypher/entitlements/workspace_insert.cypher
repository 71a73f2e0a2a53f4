// Opens a workspace.
// mode: write
// params: { workspace: rows.WorkspaceRow }
// row: { id: string }
// cardinality: one
CREATE (workspace:Workspace:Entity {tenantId: $tenantId, id: $workspace.id})
SET workspace += $workspace
RETURN workspace.id AS id
