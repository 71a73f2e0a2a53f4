// Lists the receipts of one subject, newest first.
// mode: read
// params: { subjectId: string }
// row: rows.ReceiptRecord
// cardinality: $most at most. CASE and not OR: an OR is planned as two seeks, a union and a sort
MATCH (receipt:Receipt {tenantId: $tenantId, subjectId: $subjectId})
USING INDEX SEEK receipt:Receipt(tenantId, subjectId, createdAt, id)
//+ receipt_page
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.subjectId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
//+ receipt_return
