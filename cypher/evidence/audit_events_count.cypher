// Counts the reported audit events of a period by type, result and who acted; visitors together.
// mode: read
// params: { from: string; to: string }
// row: rows.AuditEventCount
// cardinality: many, one for each type, result and actor of the period
MATCH (event:AuditEvent {tenantId: $tenantId})
USING INDEX SEEK event:AuditEvent(tenantId, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt < $to AND event.id IS NOT NULL
RETURN event.eventType AS eventType, event.result AS result, event.actorType AS actorType,
  CASE event.actorType WHEN 'visitor' THEN null ELSE event.actorId END AS actorId, count(*) AS events
