// Reported audit events of each of some types, newest first; whoever asks for several takes the newest of all.
// mode: read
// row: rows.AuditEventRow
// cardinality: many, at most $most for each
UNWIND $types AS type
CALL (type) {
  MATCH (event:AuditEvent {tenantId: $tenantId, eventType: type})
  USING INDEX SEEK event:AuditEvent(tenantId, eventType, occurredAt, id)
  //+ audit_page
  //+ audit_event_filter
  RETURN event
  ORDER BY event.tenantId DESC, event.eventType DESC, event.occurredAt DESC, event.id DESC
  LIMIT $most
}
//+ audit_return
