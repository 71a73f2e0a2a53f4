// Claims the key, locks the chain of what is resolved of one audit event, and reads whether it is there, and resolved.
// mode: write
// params: { eventId: string }
// row: rows.Locked & { isThere: boolean; resolution: rows.AuditResolutionRow | null }
// cardinality: one
//+ claim_key
//+ lock_heads
OPTIONAL MATCH (receipt:Receipt {tenantId: $tenantId, id: $eventId})
OPTIONAL MATCH (event:AuditEvent {tenantId: $tenantId, id: $eventId}) WHERE event.removedAt IS NULL
OPTIONAL MATCH (resolution:AuditResolution {tenantId: $tenantId, eventId: $eventId})
RETURN key {.answer, .inputSha256} AS claim, heads, receipt IS NOT NULL OR event IS NOT NULL AS isThere,
  resolution {.id, .createdAt, .eventId, .reasonCode, .resolvedBy} AS resolution
