// Events of each of some types that happened within a period and are not void, newest first of each. Of more than $most the newest.
// mode: read
// params: { types: readonly string[]; from: string; to: string; most: number }
// row: { id: string; type: string; occurredAt: string }
// cardinality: $most at most of each type
UNWIND $types AS type
CALL (type) {
  MATCH (event:Event {tenantId: $tenantId, type: type})
  USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
  WHERE event.occurredAt >= $from AND event.occurredAt <= $to AND event.id IS NOT NULL AND event.voidedAt IS NULL
  RETURN event
  ORDER BY event.tenantId DESC, event.type DESC, event.occurredAt DESC, event.id DESC
  LIMIT $most
}
RETURN event.id AS id, event.type AS type, event.occurredAt AS occurredAt
