// Lists the receipts of one resource, newest first.
// mode: read
// params: { resourceId: string }
// row: rows.ReceiptRecord
// cardinality: $most at most. CASE and not OR: an OR is planned as two seeks, a union and a sort
MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: $resourceId})
USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
//+ receipt_page
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.resourceId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
//+ receipt_return
