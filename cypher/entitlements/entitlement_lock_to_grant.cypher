// Claims the key, locks the chain of a subject, and reads what it may use of a name by hand.
// mode: write
// params: { subject: string; name: string }
// row: rows.Locked & { granted: rows.EntitlementRow | null }
// cardinality: one
//+ claim_key
//+ lock_heads
CALL () {
  MATCH (found:Entitlement {tenantId: $tenantId, subject: $subject, name: $name})
  USING INDEX SEEK found:Entitlement(tenantId, subject, name, ground)
  WHERE found.ground STARTS WITH 'manual:' AND found.state = 'ACTIVE'
  RETURN head(collect(found {.id, .version, .createdAt, .subject, .name, .ground, .state, .until, .endedAt})) AS granted
}
RETURN key {.answer, .inputSha256} AS claim, heads, granted
