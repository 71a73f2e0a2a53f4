// Inserts the approvals that a locked quote needs, with the edges that follow from them.
// params: { approvals: rows.ApprovalRow[] }
CALL (quote) {
  UNWIND $approvals AS needed
  CREATE (quote)-[:NEEDS_APPROVAL]->(approval:Approval:Entity {tenantId: $tenantId, id: needed.id})
  SET approval += needed
  WITH approval, needed
  OPTIONAL MATCH (assignee:User {tenantId: $tenantId, id: needed.assigneeId})
  FOREACH (person IN CASE WHEN assignee IS NULL THEN [] ELSE [assignee] END | CREATE (approval)-[:ASSIGNED_TO]->(person))
  WITH approval, needed WHERE needed.decidedById IS NOT NULL
  MATCH (decider:User {tenantId: $tenantId, id: needed.decidedById})
  CREATE (approval)-[:DECIDED_BY]->(decider)
}
