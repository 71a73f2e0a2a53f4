// The seat book, to be compared with its receipts.
// mode: read
// params: { after: string; most: number }
// row: rows.ListedNode
// cardinality: one, none: behind its id
MATCH (book:SeatBook {tenantId: $tenantId})
WHERE book.id > $after
RETURN book.id AS id, book.id AS owner
LIMIT $most
