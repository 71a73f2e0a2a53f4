// Lists the receipts of one step, newest first.
// mode: read
// params: { step: string }
// row: rows.ReceiptRecord
// cardinality: $most at most. CASE and not OR: an OR is planned as two seeks, a union and a sort
MATCH (receipt:Receipt {tenantId: $tenantId, step: $step})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
//+ receipt_page
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
//+ receipt_return
