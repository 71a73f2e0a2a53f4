// The oldest reported audit events that came in before an instant, behind a place, each locked, in the order of their identities, with the
// users whom their details are about.
// mode: write
// params: { until: string; afterAt: string; afterId: string; most: number }
// row: rows.ExpiredAuditEventRow
// cardinality: many, at most $most
MATCH (event:AuditEvent {tenantId: $tenantId})
USING INDEX SEEK event:AuditEvent(tenantId, createdAt, id)
WHERE event.createdAt >= $afterAt AND event.createdAt < $until AND event.id IS NOT NULL
  AND CASE WHEN event.createdAt > $afterAt THEN true ELSE event.id > $afterId END
WITH event
ORDER BY event.tenantId, event.createdAt, event.id
LIMIT $most
WITH event
ORDER BY event.source, event.externalId
SET event._lock = true
WITH event
OPTIONAL MATCH (detail:AuditDetail {tenantId: $tenantId, id: event.id})
RETURN event.id AS id, event.createdAt AS ingestedAt, event.actorId AS actorId, event.entityId AS entityId, event.batchId AS batchId,
  [(detail)-[:ABOUT]->(person:User) | person.id] AS about
