// Opens the approvals of the next stage.
// mode: write
// params: { approvalIds: string[]; at: string }
// row: { opened: number }
// cardinality: one
CALL () {
  UNWIND $approvalIds AS approvalId
  MATCH (approval:Approval {tenantId: $tenantId, id: approvalId})
  SET approval.status = 'open', approval.version = approval.version + 1, approval.requestedAt = $at
}
RETURN size($approvalIds) AS opened
