// Writes the locked seat book as it is after a step.
// mode: write
// params: { book: rows.SeatBookRow }
// row: { used: number }
// cardinality: one
MATCH (book:SeatBook {tenantId: $tenantId})
SET book.limit = $book.limit, book.used = $book.used, book.version = $book.version,
  book.proposalId = $book.proposalId, book.proposedLimit = $book.proposedLimit, book.proposedBy = $book.proposedBy
RETURN book.used AS used
