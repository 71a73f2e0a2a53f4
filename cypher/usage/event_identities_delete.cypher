// Ends what is left of metered events that happened before an instant, the oldest first: none of them is taken any more, and what is left
// of an event never changes.
// mode: write
// params: { before: string; most: number }
// row: { deleted: number }
// cardinality: one
MATCH (event:Event {tenantId: $tenantId})
USING INDEX SEEK event:Event(tenantId, happenedAt, id)
WHERE event.happenedAt < $before AND event.id IS NOT NULL
WITH event
ORDER BY event.tenantId, event.happenedAt, event.id
LIMIT $most
WITH event
ORDER BY event.source, event.externalId
WITH event.id AS gone
MATCH (identity:Event {tenantId: $tenantId, id: gone})
SET identity._lock = true
WITH identity
DELETE identity
RETURN count(*) AS deleted
