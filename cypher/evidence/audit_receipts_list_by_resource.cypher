// Receipts of one resource for the audit view, newest first.
// mode: read
// params: { entityId: string }
// row: rows.ReceiptRecord
// cardinality: many, at most $most
MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: $entityId})
USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
//+ receipt_page
//+ audit_receipt_filter
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.resourceId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
//+ receipt_return
