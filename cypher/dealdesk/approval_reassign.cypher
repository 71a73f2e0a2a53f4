// Lets an approval wait for another person.
// mode: write
// params: { approvalId: string; version: number; assigneeId: string; inbox: string; assignedById: string }
// row: { approvalId: string }
// cardinality: one
MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
MATCH (assignee:User {tenantId: $tenantId, id: $assigneeId})
SET approval.version = $version, approval.assigneeId = $assigneeId, approval.inbox = $inbox, approval.assignedById = $assignedById
WITH approval, assignee
CALL (approval) {
  MATCH (approval)-[before:ASSIGNED_TO]->()
  DELETE before
}
CREATE (approval)-[:ASSIGNED_TO]->(assignee)
RETURN approval.id AS approvalId
