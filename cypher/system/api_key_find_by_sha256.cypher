// Finds a key that was not revoked by the SHA-256 of its text; the tenant is not known before.
// mode: read
// params: { sha256: string }
// row: { tenantId: string; id: string; scopes: string[]; expiresAt: string | null }
// cardinality: one, none: no such key, or it was revoked
MATCH (k:ApiKey {sha256: $sha256})
WHERE k.revokedAt IS NULL
RETURN k.tenantId AS tenantId, k.id AS id, k.scopes AS scopes, k.expiresAt AS expiresAt
