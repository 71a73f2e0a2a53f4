// Writes a legal hold, read behind the lock of its chain, as it is now.
// mode: write
// params: { hold: rows.LegalHoldRow }
// row: { id: string }
// cardinality: one
MATCH (found:LegalHold {tenantId: $tenantId, id: $hold.id})
SET found += $hold
RETURN found.id AS id
