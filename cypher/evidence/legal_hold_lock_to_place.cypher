// Claims the key, locks the hold's chain and the tenant's retention, and reads whether what is to be held is there.
// mode: write
// params: { scope: string; ref: string | null }
// row: rows.Locked & { isThere: boolean }
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_retention
OPTIONAL MATCH (chain:RevWorkflow {tenantId: $tenantId, id: $ref})
OPTIONAL MATCH (person:Entity {tenantId: $tenantId, id: $ref}) WHERE person:User OR person:Lead
RETURN key {.answer, .inputSha256} AS claim, heads,
  CASE $scope
    WHEN 'tenant' THEN true
    WHEN 'workflow' THEN chain IS NOT NULL
    ELSE person IS NOT NULL OR EXISTS {
      MATCH (event:Event {tenantId: $tenantId, userId: $ref})
      USING INDEX SEEK event:Event(tenantId, userId, occurredAt, id)
      WHERE event.occurredAt > '' AND event.id IS NOT NULL
    } OR EXISTS {
      MATCH (event:AuditEvent {tenantId: $tenantId, actorId: $ref})
      USING INDEX SEEK event:AuditEvent(tenantId, actorId, occurredAt, id)
      WHERE event.occurredAt > '' AND event.id IS NOT NULL
    } OR EXISTS {
      MATCH (event:AuditEvent {tenantId: $tenantId, entityId: $ref})
      USING INDEX SEEK event:AuditEvent(tenantId, entityId, occurredAt, id)
      WHERE event.occurredAt > '' AND event.id IS NOT NULL
    }
  END AS isThere
