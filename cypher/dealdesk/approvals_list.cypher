// Lists a tenant's approvals, newest request first.
// mode: read
// params: { before: string; beforeId: string; most: number }
// row: { approval: rows.ApprovalRow }
// cardinality: many, at most $most
MATCH (approval:Approval {tenantId: $tenantId})
USING INDEX SEEK approval:Approval(tenantId, requestedAt, id)
WHERE approval.requestedAt <= $before AND approval.id IS NOT NULL
  AND CASE WHEN approval.requestedAt = $before THEN approval.id < $beforeId ELSE true END
WITH approval
ORDER BY approval.tenantId DESC, approval.requestedAt DESC, approval.id DESC
LIMIT $most
RETURN approval {
  //+ approval_fields
} AS approval
