// How many events that are not void raised a counter, by type, workspace and the month that counts them, of those that happened in a
// period. Where an event does not say its month, it is counted by its own instant.
// mode: read
// params: { types: readonly string[]; from: string; to: string }
// row: { type: string; workspaceId: string; countedFrom: string | null; occurredAt: string | null; events: number }
// cardinality: many, one for each type, workspace and month
UNWIND $types AS type
MATCH (event:Event {tenantId: $tenantId, type: type})
USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt < $to AND event.id IS NOT NULL AND event.voidedAt IS NULL
RETURN type, coalesce(event.workspaceId, '') AS workspaceId, event.countedFrom AS countedFrom,
  CASE WHEN event.countedFrom IS NULL THEN event.occurredAt ELSE null END AS occurredAt, count(event) AS events
