// Says when a version of the configuration comes into force, or (nulls) that it does not any more, behind the lock of the chain.
// mode: write
// params: { number: number; state: string; activateAt: string | null; scheduledBy: string | null; scheduledReplaces: number | null }
// row: { id: string }
// cardinality: one
MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, number: $number})
SET c.state = $state, c.activateAt = $activateAt, c.scheduledBy = $scheduledBy,
  c.scheduledReplaces = $scheduledReplaces, c.version = c.version + 1
RETURN c.id AS id
