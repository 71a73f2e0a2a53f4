// Lists what waits in one inbox in one state, oldest first.
// mode: read
// params: { inbox: string; status: string; after: string; afterId: string; most: number }
// row: rows.ApprovalRow
// cardinality: many, at most $most
MATCH (approval:Approval {tenantId: $tenantId, inbox: $inbox, status: $status})
WHERE approval.requestedAt >= $after AND (approval.requestedAt > $after OR approval.id > $afterId)
WITH approval
ORDER BY approval.tenantId, approval.inbox, approval.status, approval.requestedAt, approval.id
LIMIT $most
RETURN approval.id AS id, approval.version AS version, approval.quoteId AS quoteId, approval.quoteVersion AS quoteVersion,
  approval.opportunityId AS opportunityId, approval.role AS role, approval.stage AS stage, approval.status AS status,
  approval.reasons AS reasons, approval.assigneeId AS assigneeId, approval.inbox AS inbox, approval.requestedAt AS requestedAt,
  approval.decidedAt AS decidedAt, approval.decidedById AS decidedById, approval.reasonCode AS reasonCode
