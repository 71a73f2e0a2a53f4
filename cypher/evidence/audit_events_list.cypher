// Lists reported audit events, newest first.
// mode: read
// row: rows.AuditEventRow
// cardinality: $most at most
MATCH (event:AuditEvent {tenantId: $tenantId})
USING INDEX SEEK event:AuditEvent(tenantId, occurredAt, id)
//+ audit_page
WITH event
ORDER BY event.tenantId DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
//+ audit_return
