// Stores a new version of the configuration as a draft.
// mode: write
// params: { config: { id: string; number: number; yaml: string; sha256: string; savedBy: string }; at: string }
// row: { id: string }
// cardinality: one
CREATE (c:RevOpsConfigVersion:Entity {
  tenantId: $tenantId, id: $config.id, createdAt: $at, version: 1, number: $config.number, state: 'DRAFT',
  yaml: $config.yaml, sha256: $config.sha256, savedBy: $config.savedBy})
RETURN c.id AS id
