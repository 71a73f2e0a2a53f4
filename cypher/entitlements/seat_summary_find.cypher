// Reads the seat book, how many observers there are beside it, and what is agreed with the tenant.
// mode: read
// row: { book: rows.SeatBookRow; observers: number; terms: rows.TermsRow }
// cardinality: one
MATCH (book:SeatBook {tenantId: $tenantId})
//+ terms_in_force
CALL () {
  MATCH (seat:Seat {tenantId: $tenantId, state: 'ASSIGNED', type: 'OBSERVER'})
  USING INDEX SEEK seat:Seat(tenantId, state, type, createdAt, id)
  WHERE seat.createdAt > '' AND seat.id IS NOT NULL
  RETURN count(seat) AS observers
}
RETURN book {.id, .limit, .used, .version, .proposalId, .proposedLimit, .proposedBy} AS book, observers, terms
