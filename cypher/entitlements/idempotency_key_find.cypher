// Tells whether a key was claimed and answered, for writes that have to act in another tenant first.
// mode: read
// params: { scope: string; key: string }
// row: { key: string }
// cardinality: one, none: the key is free
MATCH (key:IdempotencyKey {tenantId: $tenantId, scope: $scope, key: $key})
WHERE key.answer IS NOT NULL
RETURN key.key AS key
