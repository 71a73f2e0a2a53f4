// Stores a new API key by its hash.
// mode: write
// params: { apiKey: rows.NewApiKey; at: string }
// row: { id: string }
// cardinality: one
CREATE (k:ApiKey:Entity {
  tenantId: $tenantId, id: $apiKey.id, createdAt: $at, version: 1, name: $apiKey.name, prefix: $apiKey.prefix,
  sha256: $apiKey.sha256, scopes: $apiKey.scopes, expiresAt: $apiKey.expiresAt, createdBy: $apiKey.createdBy})
RETURN k.id AS id
