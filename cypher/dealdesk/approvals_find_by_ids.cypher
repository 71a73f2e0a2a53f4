// Reads approvals by their ids.
// mode: read
// params: { ids: readonly string[] }
// row: { approval: rows.ApprovalRow }
// cardinality: many, one an id that is there
UNWIND $ids AS wanted
MATCH (approval:Approval {tenantId: $tenantId, id: wanted})
RETURN approval {
  //+ approval_fields
} AS approval
