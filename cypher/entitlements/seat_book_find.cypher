// Reads the seat book.
// mode: read
// params: Record<never, never>
// row: rows.SeatBookRow
// cardinality: one
MATCH (book:SeatBook {tenantId: $tenantId})
RETURN book.id AS id, book.limit AS limit, book.used AS used, book.version AS version, book.proposalId AS proposalId,
  book.proposedLimit AS proposedLimit, book.proposedBy AS proposedBy
