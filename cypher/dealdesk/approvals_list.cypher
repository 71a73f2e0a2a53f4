// Lists a tenant's approvals, newest request first.
// mode: read
// params: { before: string; beforeId: string; most: number }
// row: rows.ApprovalRow
// cardinality: many, at most $most
MATCH (approval:Approval {tenantId: $tenantId})
WHERE approval.requestedAt <= $before AND (approval.requestedAt < $before OR approval.id < $beforeId)
WITH approval
ORDER BY approval.tenantId DESC, approval.requestedAt DESC, approval.id DESC
LIMIT $most
RETURN approval.id AS id, approval.version AS version, approval.quoteId AS quoteId, approval.quoteVersion AS quoteVersion,
  approval.opportunityId AS opportunityId, approval.role AS role, approval.stage AS stage, approval.status AS status,
  approval.reasons AS reasons, approval.assigneeId AS assigneeId, approval.inbox AS inbox, approval.requestedAt AS requestedAt,
  approval.decidedAt AS decidedAt, approval.decidedById AS decidedById, approval.reasonCode AS reasonCode
