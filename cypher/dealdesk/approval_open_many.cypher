// Opens the approvals of the next stage.
// mode: write
// params: { approvalIds: string[]; at: string; remindAt: string | null; dueAt: string | null }
// row: { opened: number }
// cardinality: one
CALL () {
  UNWIND $approvalIds AS approvalId
  MATCH (approval:Approval {tenantId: $tenantId, id: approvalId})
  SET approval.status = 'open', approval.version = approval.version + 1, approval.requestedAt = $at,
    approval.remindAt = $remindAt, approval.dueAt = $dueAt
}
RETURN size($approvalIds) AS opened
