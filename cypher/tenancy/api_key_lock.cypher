// Locks a key's chain and the key.
// mode: write
// params: { apiKeyId: string }
// row: rows.Locked & { apiKey: rows.ApiKeyRow }
// cardinality: one, none: no such key
//+ claim_key
//+ lock_heads
MATCH (k:ApiKey {tenantId: $tenantId, id: $apiKeyId})
SET k._lock = true
WITH key, heads, k
RETURN key {.answer, .inputSha256} AS claim, heads,
  k {.id, .name, .prefix, .scopes, .expiresAt, .revokedAt, .createdBy, .createdAt, .version} AS apiKey
