// Ends or withdraws grants, behind their users' locks, and the roles held by them.
// mode: write
// params: { grants: { id: string; state: string }[]; at: string }
// row: { id: string }
// cardinality: one a grant
UNWIND $grants AS old
MATCH (grant:RoleGrant {tenantId: $tenantId, id: old.id})
SET grant.state = old.state, grant.to = $at, grant.version = grant.version + 1
WITH old, grant
CALL (old, grant) {
  MATCH (user:User {tenantId: $tenantId, id: grant.userId})
  SET user._lock = true
  WITH user
  MATCH (user)-[held:HOLDS_ROLE]->(:Role)
  WHERE held.grantId = old.id AND held.to IS NULL
  SET held.to = $at
}
RETURN grant.id AS id
