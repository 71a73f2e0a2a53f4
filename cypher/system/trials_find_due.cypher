// Finds trials whose end has come, the earliest first.
// mode: read
// params: { now: string; limit: number }
// row: { tenantId: string; id: string }
// cardinality: up to limit
MATCH (trial:Trial) WHERE trial.dueAt <= $now
RETURN trial.tenantId AS tenantId, trial.id AS id
ORDER BY trial.dueAt
LIMIT $limit
