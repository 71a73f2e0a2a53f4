// Lists sealed receipts as they are stored, with every payload, in log order.
// mode: read
// params: { from: number; to: number }
// row: rows.StoredReceipt
// cardinality: many, one a leaf
MATCH (receipt:Receipt {tenantId: $tenantId}) WHERE receipt.leafIndex >= $from AND receipt.leafIndex < $to
WITH receipt
ORDER BY receipt.tenantId, receipt.leafIndex
//+ stored_receipt_return
