// Claims the key, locks the chain of workspaces, and reads behind it how many there are, what the plan allows, and who has the handle.
// mode: write
// params: { handle: string }
// row: rows.Locked & { workspaces: number; terms: rows.TermsRow; takenBy: string | null }
// cardinality: one; none: no such tenant
//+ claim_key
//+ lock_heads
//+ terms_in_force
//+ active_workspaces
OPTIONAL MATCH (taken:Workspace {tenantId: $tenantId, handle: $handle})
RETURN key {.answer, .inputSha256} AS claim, heads, terms, workspaces, taken.id AS takenBy
