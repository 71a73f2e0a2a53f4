// Events of a source that happened from one instant to before another and are not void, oldest first.
// mode: read
// params: { source: string; from: string; to: string; most: number }
// row: rows.VoidableEvent
// cardinality: many, at most $most
MATCH (event:Event {tenantId: $tenantId, source: $source})
USING INDEX SEEK event:Event(tenantId, source, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt < $to AND event.id IS NOT NULL AND event.voidedAt IS NULL
WITH event
ORDER BY event.tenantId, event.source, event.occurredAt, event.id
LIMIT $most
//+ voidable_event
