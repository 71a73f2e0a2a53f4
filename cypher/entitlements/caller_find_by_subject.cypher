// Finds who a token names, with the roles they hold and the seat they have now.
// mode: read
// params: { subject: string }
// row: { id: string; roles: string[]; seat: string | null }
// cardinality: one, none: no such user, or they were ended
MATCH (user:User {tenantId: $tenantId, subject: $subject})
WHERE user.endedAt IS NULL
RETURN user.id AS id,
  [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.to IS NULL | role.name] AS roles,
  head([(user)-[:HAS_SEAT]->(seat:Seat) WHERE seat.state = 'ASSIGNED' | seat.type]) AS seat
