// Deletes details of audit events with their salts, takes a person's name out of audit events that called them so, and out of events whose they
// were and what they say in words.
// mode: write
// params: { details: readonly string[]; called: readonly string[]; events: { id: string; metadata: string }[]; personId: string; pseudonym: string }
// row: { erased: number }
// cardinality: one
CALL () {
  UNWIND $details AS id
  MATCH (detail:AuditDetail {tenantId: $tenantId, id: id})
  DETACH DELETE detail
}
CALL () {
  UNWIND $called AS id
  MATCH (event:AuditEvent {tenantId: $tenantId, id: id})
  SET event.actorId = CASE event.actorId WHEN $personId THEN $pseudonym ELSE event.actorId END,
    event.entityId = CASE event.entityId WHEN $personId THEN $pseudonym ELSE event.entityId END
}
CALL () {
  UNWIND $events AS left
  MATCH (event:Event {tenantId: $tenantId, id: left.id})
  SET event.userId = $pseudonym, event.metadata = left.metadata
  REMOVE event.sessionId
}
RETURN size($details) + size($called) + size($events) AS erased
