// One page of the seats that are assigned, oldest first.
// mode: read
// params: { afterAt: string; afterId: string; limit: number }
// row: { id: string; userId: string; type: string; from: string; createdAt: string }
// cardinality: up to limit
MATCH (seat:Seat {tenantId: $tenantId, state: 'ASSIGNED'})
WHERE seat.createdAt >= $afterAt AND seat.id > '' AND (seat.createdAt > $afterAt OR seat.id > $afterId)
RETURN seat.id AS id, seat.userId AS userId, seat.type AS type, seat.from AS from, seat.createdAt AS createdAt
ORDER BY seat.tenantId, seat.state, seat.createdAt, seat.id
LIMIT $limit
