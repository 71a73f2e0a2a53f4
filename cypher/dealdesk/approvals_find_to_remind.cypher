// Finds open approvals whose people are to be reminded, the oldest first.
// mode: read
// params: { now: string; limit: number }
// row: { approvalId: string }
// cardinality: limit at most
MATCH (approval:Approval {tenantId: $tenantId, status: 'open'})
USING INDEX SEEK approval:Approval(tenantId, status, remindAt, id)
WHERE approval.remindAt <= $now AND approval.id IS NOT NULL
RETURN approval.id AS approvalId
ORDER BY approval.tenantId, approval.status, approval.remindAt, approval.id
LIMIT $limit
