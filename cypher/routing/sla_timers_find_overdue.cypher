// Finds deadlines that have passed and are still running, the oldest first.
// mode: read
// params: { now: string; limit: number }
// row: { timerId: string; leadId: string }
// cardinality: limit at most
MATCH (timer:SlaTimer {tenantId: $tenantId, status: 'running'})
USING INDEX SEEK timer:SlaTimer(tenantId, status, dueAt, id)
USING INDEX SEEK timer:SlaTimer(tenantId, status, dueAt, id)
WHERE timer.dueAt <= $now AND timer.id IS NOT NULL
RETURN timer.id AS timerId, timer.leadId AS leadId
ORDER BY timer.tenantId, timer.status, timer.dueAt, timer.id
LIMIT $limit
