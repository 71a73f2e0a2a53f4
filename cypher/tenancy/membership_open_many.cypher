// Lets locked users join teams that they are not members of.
// mode: write
// params: { memberships: { userId: string; teamId: string }[]; at: string }
// row: { userId: string }
// cardinality: one a membership
UNWIND $memberships AS new
MATCH (user:User {tenantId: $tenantId, id: new.userId})
MATCH (team:Team {tenantId: $tenantId, id: new.teamId})
CREATE (user)-[:MEMBER_OF {from: $at}]->(team)
RETURN user.id AS userId
