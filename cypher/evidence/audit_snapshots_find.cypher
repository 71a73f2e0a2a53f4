// What receipts told before others, of the same resource and in the same chain: their payloads, for comparing values.
// mode: read
// params: { ids: readonly string[]; most: number }
// row: rows.AuditSnapshotsRow
// cardinality: many, one a receipt; $most of each kind at most
UNWIND $ids AS id
MATCH (receipt:Receipt {tenantId: $tenantId, id: id})
CALL (receipt) {
  MATCH (before:Receipt {tenantId: $tenantId, resourceId: receipt.resourceId})
  USING INDEX SEEK before:Receipt(tenantId, resourceId, createdAt, id)
  WHERE before.createdAt <= receipt.createdAt AND before.id IS NOT NULL
    AND CASE before.workflowId WHEN receipt.workflowId THEN before.workflowSeq < receipt.workflowSeq
      ELSE before.createdAt < receipt.createdAt END
  WITH before
  ORDER BY before.tenantId DESC, before.resourceId DESC, before.createdAt DESC, before.id DESC
  LIMIT $most
  RETURN collect(before) AS ofResource
}
CALL (receipt) {
  MATCH (before:Receipt {tenantId: $tenantId, workflowId: receipt.workflowId})
  USING INDEX SEEK before:Receipt(tenantId, workflowId, workflowSeq)
  WHERE before.workflowSeq < receipt.workflowSeq
  WITH before
  ORDER BY before.tenantId DESC, before.workflowId DESC, before.workflowSeq DESC
  LIMIT $most
  RETURN collect(before) AS ofChain
}
RETURN id, [before IN ofResource + ofChain | {resourceId: before.resourceId, at: before.createdAt, seq: before.workflowSeq,
  business: head([(before)-[:HAS_PAYLOAD]->(told:BusinessPayload) | told.content]),
  personal: head([(before)-[:HAS_PAYLOAD]->(told:PersonalPayload) | told.content])}] AS told
