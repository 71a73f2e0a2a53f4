// Deletes details of audit events with their salts, and takes out of events whose they were and what they say in words.
// mode: write
// params: { details: readonly string[]; events: { id: string; metadata: string }[]; pseudonym: string }
// row: { erased: number }
// cardinality: one
CALL () {
  UNWIND $details AS id
  MATCH (detail:AuditDetail {tenantId: $tenantId, id: id})
  DETACH DELETE detail
}
CALL () {
  UNWIND $events AS left
  MATCH (event:Event {tenantId: $tenantId, id: left.id})
  SET event.userId = $pseudonym, event.metadata = left.metadata
  REMOVE event.sessionId
}
RETURN size($details) + size($events) AS erased
