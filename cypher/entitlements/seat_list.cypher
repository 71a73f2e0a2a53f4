// One page of the seats that are assigned, oldest first.
// mode: read
// params: { afterAt: string; afterId: string; limit: number }
// row: { id: string; userId: string; type: string; from: string; createdAt: string }
// cardinality: up to limit
MATCH (seat:Seat {tenantId: $tenantId, state: 'ASSIGNED'})
USING INDEX SEEK seat:Seat(tenantId, state, createdAt, id)
WHERE seat.createdAt >= $afterAt AND seat.id IS NOT NULL
  AND CASE WHEN seat.createdAt = $afterAt THEN seat.id > $afterId ELSE true END
RETURN seat.id AS id, seat.userId AS userId, seat.type AS type, seat.from AS from, seat.createdAt AS createdAt
ORDER BY seat.tenantId, seat.state, seat.createdAt, seat.id
LIMIT $limit
