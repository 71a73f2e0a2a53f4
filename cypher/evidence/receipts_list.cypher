// Lists a tenant's receipts of a period, newest first.
// mode: read
// params: Record<never, never>
// row: rows.ReceiptRecord
// cardinality: $most at most. CASE and not OR: an OR is planned as two seeks, a union and a sort
MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, createdAt, id)
//+ receipt_page
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
//+ receipt_return
