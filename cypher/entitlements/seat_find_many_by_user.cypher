// The seats that users have at present, for loaders.
// mode: read
// params: { userIds: string[] }
// row: { id: string; userId: string; type: string; from: string; createdAt: string }
// cardinality: one a user who has a seat
UNWIND $userIds AS userId
MATCH (user:User {tenantId: $tenantId, id: userId})-[:HAS_SEAT]->(seat:Seat)
USING INDEX SEEK user:User(tenantId, id)
WHERE seat.state = 'ASSIGNED'
RETURN seat.id AS id, seat.userId AS userId, seat.type AS type, seat.from AS from, seat.createdAt AS createdAt
