// The oldest events of a class that came in before an instant, behind a place, each locked, in the order of their identities; what they
// say is read behind the locks.
// mode: write
// params: { retention: string; until: string; afterAt: string; afterId: string; most: number }
// row: rows.ExpiredEventRow
// cardinality: many, at most $most
MATCH (event:Event {tenantId: $tenantId, retention: $retention})
USING INDEX SEEK event:Event(tenantId, retention, ingestedAt, id)
WHERE event.ingestedAt >= $afterAt AND event.ingestedAt < $until AND event.id IS NOT NULL
  AND CASE WHEN event.ingestedAt > $afterAt THEN true ELSE event.id > $afterId END
WITH event
ORDER BY event.tenantId, event.retention, event.ingestedAt, event.id
LIMIT $most
WITH event
ORDER BY event.source, event.externalId
SET event._lock = true
WITH event
//+ measured_event
  , event.ingestedAt AS ingestedAt, event.batchId AS batchId
