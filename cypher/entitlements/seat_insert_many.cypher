// Gives locked users seats.
// mode: write
// params: { seats: { id: string; userId: string; type: string }[]; at: string }
// row: { id: string }
// cardinality: one a seat
UNWIND $seats AS new
MATCH (user:User {tenantId: $tenantId, id: new.userId})
CREATE (user)-[:HAS_SEAT]->(seat:Seat:Entity {
  tenantId: $tenantId, id: new.id, createdAt: $at, version: 1, userId: new.userId, type: new.type,
  state: 'ASSIGNED', from: $at})
RETURN seat.id AS id
