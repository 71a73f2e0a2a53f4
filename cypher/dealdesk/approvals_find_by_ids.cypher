// Reads approvals by their ids.
// mode: read
// params: { ids: readonly string[] }
// row: rows.ApprovalRow
// cardinality: many, one an id that is there
UNWIND $ids AS wanted
MATCH (approval:Approval {tenantId: $tenantId, id: wanted})
RETURN approval.id AS id, approval.version AS version, approval.quoteId AS quoteId, approval.quoteVersion AS quoteVersion,
  approval.opportunityId AS opportunityId, approval.role AS role, approval.stage AS stage, approval.status AS status,
  approval.reasons AS reasons, approval.assigneeId AS assigneeId, approval.inbox AS inbox, approval.requestedAt AS requestedAt,
  approval.decidedAt AS decidedAt, approval.decidedById AS decidedById, approval.reasonCode AS reasonCode
