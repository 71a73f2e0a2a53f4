// Opens a tenant's seat book.
// mode: write
// params: { id: string; limit: number | null; used: number; at: string }
// row: { id: string }
// cardinality: one
CREATE (book:SeatBook:Entity {tenantId: $tenantId, id: $id, createdAt: $at, version: 1, limit: $limit, used: $used})
RETURN book.id AS id
