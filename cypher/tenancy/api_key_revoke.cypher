// Ends a locked key.
// mode: write
// params: { apiKeyId: string; at: string }
// row: { id: string }
// cardinality: one
MATCH (k:ApiKey {tenantId: $tenantId, id: $apiKeyId})
SET k.revokedAt = $at, k.version = k.version + 1
RETURN k.id AS id
