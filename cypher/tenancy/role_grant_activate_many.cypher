// Puts grants in force, behind their users' locks: from now on the users hold the roles.
// mode: write
// params: { grantIds: string[]; confirmedBy: string; at: string }
// row: { id: string }
// cardinality: one a grant
UNWIND $grantIds AS grantId
MATCH (grant:RoleGrant {tenantId: $tenantId, id: grantId})
MATCH (user:User {tenantId: $tenantId, id: grant.userId})
MATCH (role:Role {tenantId: $tenantId, name: grant.role})
SET grant.state = 'ACTIVE', grant.confirmedBy = $confirmedBy, grant.from = $at, grant.version = 2
CREATE (user)-[:HOLDS_ROLE {from: $at, grantId: grantId}]->(role)
RETURN grant.id AS id
