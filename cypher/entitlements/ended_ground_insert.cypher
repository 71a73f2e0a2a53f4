// Remembers that a ground ended, behind the lock of its chain.
// mode: write
// params: { id: string; at: string }
// row: { id: string }
// cardinality: one
CREATE (ended:EndedGround:Entity {tenantId: $tenantId, id: $id, createdAt: $at})
RETURN ended.id AS id
