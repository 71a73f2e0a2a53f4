// Claims the key, locks the chain of workspaces and one of them.
// mode: write
// params: { id: string }
// row: rows.Locked & { workspace: rows.WorkspaceRow }
// cardinality: one; none: no such workspace
//+ claim_key
//+ lock_heads
MATCH (workspace:Workspace {tenantId: $tenantId, id: $id})
SET workspace._lock = true
WITH key, heads, workspace
RETURN key {.answer, .inputSha256} AS claim, heads,
  workspace {.id, .handle, .name, .state, .version, .createdAt, .endedAt} AS workspace
