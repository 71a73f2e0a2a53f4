// Creates role grants: waiting for a second person, or, at a tenant's first start, in force.
// mode: write
// params: { grants: rows.NewRoleGrant[]; at: string }
// row: { id: string }
// cardinality: one a grant
UNWIND $grants AS new
MATCH (user:User {tenantId: $tenantId, id: new.userId})
CREATE (grant:RoleGrant:Entity {
  tenantId: $tenantId, id: new.id, createdAt: $at, version: 1, userId: new.userId, role: new.role, state: new.state,
  proposedBy: new.proposedBy})-[:GRANTS_TO]->(user)
RETURN grant.id AS id
