// Receipts for the audit view, newest first.
// mode: read
// row: rows.ReceiptRecord
// cardinality: many, at most $most
MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, createdAt, id)
//+ receipt_page
//+ audit_receipt_filter
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
//+ receipt_return
