// Writes a locked workspace as it is now.
// mode: write
// params: { workspace: rows.WorkspaceRow }
// row: { id: string }
// cardinality: one
MATCH (found:Workspace {tenantId: $tenantId, id: $workspace.id})
SET found += $workspace
RETURN found.id AS id
