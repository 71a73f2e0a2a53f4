// Claims the key, locks the batch's chain, then the slots and months of its events, which come sorted; finds which of the events
// that share a slot are there already: behind the slot's lock nobody else can bring one.
// mode: write
// params: { heads: rows.HeadParams[]; slots: string[]; slotted: rows.EventIdentity[] }
// row: rows.Locked & { slots: rows.SlotRow[]; known: rows.KnownEvent[]; months: rows.MonthRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
CALL () {
  UNWIND $slots AS name
  MERGE (slot:DedupSlot {tenantId: $tenantId, key: name})
    ON CREATE SET slot.kept = 0
  SET slot._lock = true
  WITH slot
  RETURN collect(slot {.key, .lastAt, .kept}) AS slots
}
CALL (slots) {
  UNWIND $slotted AS wanted
  MATCH (event:Event {tenantId: $tenantId, source: wanted.source, externalId: wanted.externalId})
  RETURN collect(event {.source, .externalId, .id, .contentSha256, .voidedAt}) AS known
}
//+ lock_months
RETURN key {.answer, .inputSha256} AS claim, heads, slots, known, months
