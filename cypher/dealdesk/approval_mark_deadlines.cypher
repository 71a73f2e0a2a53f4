// Moves an approval's deadlines on, with whom it has gone up to. Its version stays: who decides now decides on the same.
// mode: write
// params: { approvalId: string; remindAt: string | null; dueAt: string | null; escalatedAt: string | null; escalatedToIds: string[] | null; escalatedInbox: string | null }
// row: { approvalId: string }
// cardinality: one
MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
SET approval.remindAt = $remindAt, approval.dueAt = $dueAt, approval.escalatedAt = $escalatedAt,
  approval.escalatedToIds = $escalatedToIds, approval.escalatedInbox = $escalatedInbox
RETURN approval.id AS approvalId
