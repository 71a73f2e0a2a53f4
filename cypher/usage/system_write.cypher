// Writes a locked system as it is now.
// mode: write
// params: { system: rows.SystemRow }
// row: { id: string }
// cardinality: one
MATCH (found:System {tenantId: $tenantId, kind: $system.kind})
SET found += $system
RETURN found.id AS id
