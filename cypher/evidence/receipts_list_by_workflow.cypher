// Lists the receipts of one workflow in the order of its chain.
// mode: read
// params: { workflowId: string; afterSeq: number; from: string; before: string; most: number }
// row: rows.ReceiptRecord
// cardinality: many, at most $most
MATCH (receipt:Receipt {tenantId: $tenantId, workflowId: $workflowId})
WHERE receipt.workflowSeq > $afterSeq AND receipt.createdAt >= $from AND receipt.createdAt < $before
WITH receipt
ORDER BY receipt.tenantId, receipt.workflowId, receipt.workflowSeq
LIMIT $most
//+ receipt_return
