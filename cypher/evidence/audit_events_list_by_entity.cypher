// What was reported of one entity, newest first.
// mode: read
// params: { entityId: string }
// row: rows.AuditEventRow
// cardinality: many, at most $most
MATCH (event:AuditEvent {tenantId: $tenantId, entityId: $entityId})
USING INDEX SEEK event:AuditEvent(tenantId, entityId, occurredAt, id)
//+ audit_page
//+ audit_event_filter
WITH event
ORDER BY event.tenantId DESC, event.entityId DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
//+ audit_return
