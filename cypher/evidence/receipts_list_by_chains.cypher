// Lists every chain of a tenant, one behind the other, as it is stored, with every payload and with what its receipts evidence.
// mode: read
// params: { afterWorkflow: string; afterSeq: number; most: number }
// row: rows.ChainedReceipt
// cardinality: many, at most $most
MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, workflowId, workflowSeq)
WHERE receipt.workflowId >= $afterWorkflow AND receipt.workflowSeq IS NOT NULL
  AND CASE WHEN receipt.workflowId = $afterWorkflow THEN receipt.workflowSeq > $afterSeq ELSE true END
WITH receipt
ORDER BY receipt.tenantId, receipt.workflowId, receipt.workflowSeq
LIMIT $most
//+ stored_receipt_return
  , receipt:Unsealed AS unsealed,
  EXISTS { MATCH (:Entity {tenantId: $tenantId, id: receipt.resourceId}) } AS resourceFound,
  [(receipt)-[:EVIDENCES]->(evidenced) | evidenced.id] AS evidenced
