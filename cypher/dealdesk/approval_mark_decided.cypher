// Marks an approval decided by a person.
// mode: write
// params: { approvalId: string; status: string; version: number; deciderId: string; reasonCode: string | null; onBehalfOfId: string | null; approvedVersion: number | null; at: string }
// row: { approvalId: string }
// cardinality: one
MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
MATCH (decider:User {tenantId: $tenantId, id: $deciderId})
SET approval.status = $status, approval.version = $version, approval.decidedAt = $at, approval.decidedById = $deciderId,
  approval.reasonCode = $reasonCode, approval.onBehalfOfId = $onBehalfOfId, approval.approvedVersion = $approvedVersion
CREATE (approval)-[:DECIDED_BY]->(decider)
RETURN approval.id AS approvalId
