// Ends seats, behind the lock of the seat book.
// mode: write
// params: { seatIds: string[]; at: string }
// row: { id: string }
// cardinality: one a seat
UNWIND $seatIds AS seatId
MATCH (seat:Seat {tenantId: $tenantId, id: seatId})
SET seat.state = 'RELEASED', seat.to = $at, seat.version = seat.version + 1
RETURN seat.id AS id
