// What reported audit events have of a person to be erased, some at a time: details of those in which they acted, which are about them, or
// which are named here because a detail names them; events that call them by a name that is nobody's here; and which of the named batches
// and people those are of. Asked behind the lock of the tenant's retention.
// mode: read
// params: { personId: string; naming: readonly string[]; heldBatches: readonly string[]; heldPeople: readonly string[]; most: number }
// row: rows.PersonAudits
// cardinality: one
OPTIONAL MATCH (person:Entity {tenantId: $tenantId, id: $personId}) WHERE person:User OR person:Lead
CALL (person) {
  MATCH (detail:AuditDetail)-[:ABOUT]->(person)
  RETURN detail.id AS id
  UNION
  MATCH (event:AuditEvent {tenantId: $tenantId, actorId: $personId})
  USING INDEX SEEK event:AuditEvent(tenantId, actorId, occurredAt, id)
  WHERE event.occurredAt > '' AND event.id IS NOT NULL
  RETURN event.id AS id
  UNION
  MATCH (event:AuditEvent {tenantId: $tenantId, entityId: $personId})
  USING INDEX SEEK event:AuditEvent(tenantId, entityId, occurredAt, id)
  WHERE event.occurredAt > '' AND event.id IS NOT NULL
  RETURN event.id AS id
  UNION
  UNWIND $naming AS id
  RETURN id
}
MATCH (event:AuditEvent {tenantId: $tenantId, id: id})
OPTIONAL MATCH (detail:AuditDetail {tenantId: $tenantId, id: id})
WITH event, detail IS NOT NULL AS hasDetail, person IS NULL AND $personId IN [event.actorId, event.entityId] AS isCalled
WHERE hasDetail OR isCalled
UNWIND [event.actorId, event.entityId] AS named
RETURN collect(DISTINCT CASE WHEN hasDetail THEN event.id END)[..$most] AS details,
  collect(DISTINCT CASE WHEN isCalled THEN event.id END)[..$most] AS called,
  collect(DISTINCT CASE WHEN event.batchId IN $heldBatches THEN event.batchId END) AS heldBatches,
  collect(DISTINCT CASE WHEN hasDetail AND named IN $heldPeople THEN named END) AS heldPeople
