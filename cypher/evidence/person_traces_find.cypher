// What there is of a person to be erased, some at a time: payloads about them, and events of theirs; and which of the named chains and
// batches have a payload about them or an event of theirs, and whom of the named people receipts with such a payload name. Asked behind the
// lock of the tenant's retention.
// mode: read
// params: { personId: string; heldWorkflows: readonly string[]; heldBatches: readonly string[]; heldPeople: readonly string[]; most: number }
// row: rows.PersonTraces
// cardinality: one
OPTIONAL MATCH (person:Entity {tenantId: $tenantId, id: $personId}) WHERE person:User OR person:Lead
RETURN person IS NOT NULL AS isKnown,
  COLLECT { MATCH (payload:PersonalPayload)-[:ABOUT]->(person) RETURN payload.id LIMIT $most } AS payloads,
  COLLECT {
    MATCH (event:Event {tenantId: $tenantId, userId: $personId})
    USING INDEX SEEK event:Event(tenantId, userId, occurredAt, id)
    WHERE event.occurredAt > '' AND event.id IS NOT NULL
    RETURN event {.id, .type, .occurredAt, .metadata} LIMIT $most
  } AS events,
  COLLECT {
    UNWIND $heldWorkflows AS held
    MATCH (receipt:Receipt {tenantId: $tenantId, workflowId: held})
    USING INDEX SEEK receipt:Receipt(tenantId, workflowId, workflowSeq)
    WHERE receipt.workflowSeq > 0 AND EXISTS { (receipt)-[:HAS_PAYLOAD]->(:PersonalPayload)-[:ABOUT]->(person) }
    RETURN DISTINCT held
  } AS heldWorkflows,
  COLLECT {
    UNWIND $heldBatches AS held
    MATCH (event:Event {tenantId: $tenantId, userId: $personId})
    USING INDEX SEEK event:Event(tenantId, userId, occurredAt, id)
    WHERE event.occurredAt > '' AND event.id IS NOT NULL AND event.batchId = held
    RETURN DISTINCT held
  } AS heldBatches,
  COLLECT {
    MATCH (payload:PersonalPayload)-[:ABOUT]->(person) WHERE size($heldPeople) > 0
    MATCH (receipt:Receipt)-[:HAS_PAYLOAD]->(payload)
    UNWIND [receipt.subjectId, receipt.resourceId] + [(payload)-[:ABOUT]->(other) | other.id] AS named
    WITH DISTINCT named
    WHERE named IN $heldPeople
    RETURN named
  } AS heldPeople
