// One page of the seats of a type that are assigned, oldest first.
// mode: read
// params: { type: string; afterAt: string; afterId: string; limit: number }
// row: { id: string; userId: string; type: string; from: string; createdAt: string }
// cardinality: up to limit
MATCH (seat:Seat {tenantId: $tenantId, state: 'ASSIGNED', type: $type})
USING INDEX SEEK seat:Seat(tenantId, state, type, createdAt, id)
WHERE seat.createdAt >= $afterAt AND seat.id IS NOT NULL
  AND CASE WHEN seat.createdAt = $afterAt THEN seat.id > $afterId ELSE true END
RETURN seat.id AS id, seat.userId AS userId, seat.type AS type, seat.from AS from, seat.createdAt AS createdAt
ORDER BY seat.tenantId, seat.state, seat.type, seat.createdAt, seat.id
LIMIT $limit
