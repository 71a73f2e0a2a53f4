// Keeps a legal hold.
// mode: write
// params: { hold: rows.LegalHoldRow }
// row: { id: string }
// cardinality: one
CREATE (placed:LegalHold:Entity {tenantId: $tenantId, id: $hold.id})
SET placed += $hold
RETURN placed.id AS id
