// One page of API keys, newest first.
// mode: read
// params: { beforeAt: string; beforeId: string; limit: number }
// row: rows.ApiKeyRow
// cardinality: up to limit
MATCH (k:ApiKey {tenantId: $tenantId})
USING INDEX SEEK k:ApiKey(tenantId, createdAt, id)
WHERE k.createdAt <= $beforeAt AND k.id IS NOT NULL
  AND CASE WHEN k.createdAt = $beforeAt THEN k.id < $beforeId ELSE true END
RETURN k.id AS id, k.name AS name, k.prefix AS prefix, k.scopes AS scopes, k.expiresAt AS expiresAt,
  k.revokedAt AS revokedAt, k.createdBy AS createdBy, k.createdAt AS createdAt, k.version AS version
ORDER BY k.tenantId DESC, k.createdAt DESC, k.id DESC
LIMIT $limit
