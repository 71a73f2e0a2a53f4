// Finds custom quotas and grants whose end has come, the earliest first.
// mode: read
// params: { now: string; limit: number }
// row: { tenantId: string; id: string }
// cardinality: up to limit
MATCH (change:TermsChange) WHERE change.dueAt <= $now
RETURN change.tenantId AS tenantId, change.id AS id
ORDER BY change.dueAt
LIMIT $limit
