// Moves the slots of a batch to where its events took them.
// mode: write
// params: { slots: rows.SlotRow[] }
// row: { written: number }
// cardinality: one
UNWIND $slots AS moved
MATCH (slot:DedupSlot {tenantId: $tenantId, key: moved.key})
SET slot.lastAt = moved.lastAt, slot.kept = moved.kept
RETURN count(*) AS written
