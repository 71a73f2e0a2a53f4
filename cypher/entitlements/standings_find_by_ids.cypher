// Reads the roles and the seat that users have now.
// mode: read
// params: { ids: readonly string[] }
// row: { id: string; roles: string[]; seat: string | null }
// cardinality: many, one a user who is there and was not ended
UNWIND $ids AS wanted
MATCH (user:User {tenantId: $tenantId, id: wanted})
WHERE user.endedAt IS NULL
RETURN user.id AS id,
  [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.to IS NULL | role.name] AS roles,
  head([(user)-[:HAS_SEAT]->(seat:Seat) WHERE seat.state = 'ASSIGNED' | seat.type]) AS seat
