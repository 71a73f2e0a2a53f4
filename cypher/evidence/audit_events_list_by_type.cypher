// Lists reported audit events of one type, newest first.
// mode: read
// params: { eventType: string }
// row: rows.AuditEventRow
// cardinality: $most at most
MATCH (event:AuditEvent {tenantId: $tenantId, eventType: $eventType})
USING INDEX SEEK event:AuditEvent(tenantId, eventType, occurredAt, id)
//+ audit_page
WITH event
ORDER BY event.tenantId DESC, event.eventType DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
//+ audit_return
