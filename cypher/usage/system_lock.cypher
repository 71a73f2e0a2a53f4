// Claims the key, locks the chain of a connected system, and makes or locks the system.
// mode: write
// params: { heads: rows.HeadParams[]; kind: string; id: string }
// row: rows.Locked & { system: rows.SystemRow }
// cardinality: one
//+ claim_key
//+ lock_heads
MERGE (system:System {tenantId: $tenantId, kind: $kind})
  ON CREATE SET system:Entity, system.id = $id, system.version = 0, system.createdAt = $claim.at
SET system._lock = true
WITH key, heads, system
RETURN key {.answer, .inputSha256} AS claim, heads,
  system {.id, .version, .createdAt, .kind, .sealed, .connectedBy, .connectedAt} AS system
