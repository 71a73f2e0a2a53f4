// Reads every approval that the given quotes were asked for.
// mode: read
// params: { ids: readonly string[] }
// row: { approval: rows.ApprovalRow }
// cardinality: many
UNWIND $ids AS quoteId
MATCH (approval:Approval {tenantId: $tenantId, quoteId: quoteId})
USING INDEX SEEK approval:Approval(tenantId, quoteId, requestedAt, id)
WHERE approval.requestedAt IS NOT NULL AND approval.id > ''
RETURN approval {
  //+ approval_fields
} AS approval
