// Claims the key, locks the chain of an entitlement and the entitlement itself.
// mode: write
// params: { id: string }
// row: rows.Locked & { entitlement: rows.EntitlementRow }
// cardinality: one; none: no such entitlement
//+ claim_key
//+ lock_heads
MATCH (found:Entitlement {tenantId: $tenantId, id: $id})
SET found._lock = true
WITH key, heads, found
RETURN key {.answer, .inputSha256} AS claim, heads, found {.id, .version, .createdAt, .subject, .name, .ground, .state, .until, .endedAt} AS entitlement
