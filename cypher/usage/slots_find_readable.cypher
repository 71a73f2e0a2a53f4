// Slots whose names can be read: JSON, which a digest never is.
// mode: read
// params: { most: number }
// row: { key: string }
// cardinality: many, at most $most
MATCH (slot:DedupSlot {tenantId: $tenantId})
USING INDEX SEEK slot:DedupSlot(tenantId, key)
WHERE slot.key STARTS WITH '['
RETURN slot.key AS key
LIMIT $most
