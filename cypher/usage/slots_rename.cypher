// Gives slots other names. What a slot of the other name remembers already, from a process that came in between, is put together with it.
// mode: write
// params: { slots: { key: string; name: string }[] }
// row: { renamed: number }
// cardinality: one
UNWIND $slots AS named
MATCH (slot:DedupSlot {tenantId: $tenantId, key: named.key})
SET slot._lock = true
WITH slot, named
MERGE (other:DedupSlot {tenantId: $tenantId, key: named.name})
  ON CREATE SET other.kept = 0
SET other.kept = other.kept + slot.kept,
  other.lastAt = CASE WHEN other.lastAt > slot.lastAt THEN other.lastAt ELSE coalesce(slot.lastAt, other.lastAt) END
DELETE slot
RETURN count(*) AS renamed
