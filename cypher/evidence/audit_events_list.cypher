// Reported audit events, newest first.
// mode: read
// row: rows.AuditEventRow
// cardinality: many, at most $most
MATCH (event:AuditEvent {tenantId: $tenantId})
USING INDEX SEEK event:AuditEvent(tenantId, occurredAt, id)
//+ audit_page
//+ audit_event_filter
WITH event
ORDER BY event.tenantId DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
//+ audit_return
