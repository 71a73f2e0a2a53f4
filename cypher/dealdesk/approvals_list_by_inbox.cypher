// Lists what waits in one inbox in one state, oldest first.
// mode: read
// params: { inbox: string; status: string; after: string; afterId: string; most: number }
// row: { approval: rows.ApprovalRow }
// cardinality: many, at most $most
MATCH (approval:Approval {tenantId: $tenantId, inbox: $inbox, status: $status})
USING INDEX SEEK approval:Approval(tenantId, inbox, status, requestedAt, id)
WHERE approval.requestedAt >= $after AND approval.id IS NOT NULL
  AND CASE WHEN approval.requestedAt = $after THEN approval.id > $afterId ELSE true END
WITH approval
ORDER BY approval.tenantId, approval.inbox, approval.status, approval.requestedAt, approval.id
LIMIT $most
RETURN approval {
  //+ approval_fields
} AS approval
