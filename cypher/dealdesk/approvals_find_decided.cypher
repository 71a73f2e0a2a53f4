// How long the approvals of some roles took, the latest first; history that was entered later tells nothing of that.
// mode: read
// params: { roles: string[]; most: number }
// row: { role: string; requestedAt: string; decidedAt: string }
// cardinality: many, at most $most a role
UNWIND $roles AS role
CALL (role) {
  MATCH (approval:Approval {tenantId: $tenantId, role: role})
  USING INDEX SEEK approval:Approval(tenantId, role, decidedAt, id)
  WHERE approval.decidedAt > '' AND approval.id IS NOT NULL
  WITH approval
  ORDER BY approval.tenantId DESC, approval.role DESC, approval.decidedAt DESC, approval.id DESC
  LIMIT $most
  MATCH (quote:Quote {tenantId: $tenantId, id: approval.quoteId})
  WITH approval, quote
  WHERE NOT quote.backfill AND approval.requestedAt < approval.decidedAt
  RETURN approval.requestedAt AS requestedAt, approval.decidedAt AS decidedAt
}
RETURN role, requestedAt, decidedAt
