// Claims the key, locks the batch's chain, then events (sorted by source and external id) and the months that counted them.
// mode: write
// params: { heads: rows.HeadParams[]; events: rows.EventIdentity[] }
// row: rows.Locked & { events: (rows.KnownEvent & { removedAt: string | null })[]; months: rows.MonthRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
CALL () {
  UNWIND $events AS wanted
  MATCH (event:Event {tenantId: $tenantId, source: wanted.source, externalId: wanted.externalId})
  SET event._lock = true
  WITH event
  RETURN collect(event {.source, .externalId, .id, .contentSha256, .voidedAt, .removedAt}) AS events
}
//+ lock_months
RETURN key {.answer, .inputSha256} AS claim, heads, events, months
