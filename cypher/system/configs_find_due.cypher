// Finds the versions of configurations whose instant has come, the earliest first.
// mode: read
// params: { now: string; limit: number }
// row: { tenantId: string; number: number }
// cardinality: up to limit
MATCH (c:RevOpsConfigVersion) WHERE c.activateAt <= $now
RETURN c.tenantId AS tenantId, c.number AS number
ORDER BY c.activateAt
LIMIT $limit
