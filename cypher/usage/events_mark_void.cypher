// Marks locked events void; they stay, so that one sent again stays void.
// mode: write
// params: { events: rows.EventIdentity[]; at: string }
// row: { marked: number }
// cardinality: one
UNWIND $events AS voided
MATCH (event:Event {tenantId: $tenantId, source: voided.source, externalId: voided.externalId})
SET event.voidedAt = $at
RETURN count(*) AS marked
