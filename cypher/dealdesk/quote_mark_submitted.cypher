// Moves a quote to the state its submission led to, with the approvals it needs; supersedes those of earlier versions.
// mode: write
// params: { quoteId: string; version: number; status: string; submittedOn: string; submittedBy: string; expiresAt: string | null; superseded: string[]; approvals: rows.ApprovalRow[] }
// row: { marked: number }
// grouped: yes
// cardinality: one
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
SET quote.status = $status, quote.version = $version, quote.submittedOn = $submittedOn, quote.submittedBy = $submittedBy,
  quote.expiresAt = $expiresAt
WITH quote
CALL (quote) {
  UNWIND $superseded AS approvalId
  MATCH (old:Approval {tenantId: $tenantId, id: approvalId})
  SET old.status = 'superseded', old.version = old.version + 1
}
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
RETURN 1 AS marked
