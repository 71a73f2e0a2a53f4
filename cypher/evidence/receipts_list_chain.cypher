// Lists one chain as it is stored, with every payload, in its order.
// mode: read
// params: { workflowId: string; afterSeq: number; most: number }
// row: rows.StoredReceipt
// cardinality: many, at most $most
MATCH (receipt:Receipt {tenantId: $tenantId, workflowId: $workflowId})
WHERE receipt.workflowSeq > $afterSeq
WITH receipt
ORDER BY receipt.tenantId, receipt.workflowId, receipt.workflowSeq
LIMIT $most
//+ stored_receipt_return
