// Supersedes approvals that are no longer asked for.
// mode: write
// params: { approvalIds: string[] }
// row: { superseded: number }
// cardinality: one
CALL () {
  UNWIND $approvalIds AS approvalId
  MATCH (approval:Approval {tenantId: $tenantId, id: approvalId})
  SET approval.status = 'superseded', approval.version = approval.version + 1
}
RETURN size($approvalIds) AS superseded
