// Claims the key, locks the chain of a ground, and reads whether it ended and what was granted on it.
// mode: write
// params: { ground: string }
// row: rows.Locked & { hasEnded: boolean; granted: rows.EntitlementRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
CALL () {
  OPTIONAL MATCH (ended:EndedGround {tenantId: $tenantId, id: $ground})
  RETURN ended IS NOT NULL AS hasEnded
}
CALL () {
  MATCH (found:Entitlement {tenantId: $tenantId, ground: $ground})
  USING INDEX SEEK found:Entitlement(tenantId, ground, id)
  WHERE found.id > ''
  RETURN collect(found {.id, .version, .createdAt, .subject, .name, .ground, .state, .until, .endedAt}) AS granted
}
RETURN key {.answer, .inputSha256} AS claim, heads, hasEnded, granted
