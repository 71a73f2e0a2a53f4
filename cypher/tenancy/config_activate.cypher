// Puts a draft in force and retires the version it replaces (null: none), behind the lock of the configuration's chain.
// mode: write
// params: { number: number; replaces: number | null; activatedBy: string; at: string }
// row: { id: string }
// cardinality: one
OPTIONAL MATCH (old:RevOpsConfigVersion {tenantId: $tenantId, number: $replaces})
SET old.state = 'RETIRED', old.retiredAt = $at, old.version = old.version + 1
WITH count(old) AS retired
MATCH (new:RevOpsConfigVersion {tenantId: $tenantId, number: $number})
SET new.state = 'ACTIVE', new.activatedBy = $activatedBy, new.activatedAt = $at, new.version = new.version + 1,
  new.activateAt = null, new.scheduledBy = null, new.scheduledReplaces = null
RETURN new.id AS id
