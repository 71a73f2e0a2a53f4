// Number and hash of the configuration in force.
// mode: read
// params: Record<never, never>
// row: { number: number; sha256: string }
// cardinality: one, none: no version was activated
MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
WHERE c.number > 0
RETURN c.number AS number, c.sha256 AS sha256
