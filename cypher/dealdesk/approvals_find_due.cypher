// Finds open approvals whose time has passed, the oldest first.
// mode: read
// params: { now: string; limit: number }
// row: { approvalId: string }
// cardinality: limit at most
MATCH (approval:Approval {tenantId: $tenantId, status: 'open'})
USING INDEX SEEK approval:Approval(tenantId, status, dueAt, id)
WHERE approval.dueAt <= $now AND approval.id IS NOT NULL
RETURN approval.id AS approvalId
ORDER BY approval.tenantId, approval.status, approval.dueAt, approval.id
LIMIT $limit
