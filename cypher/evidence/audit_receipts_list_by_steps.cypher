// Receipts of each of some steps for the audit view, newest first; whoever asks for several takes the newest of all.
// mode: read
// row: rows.ReceiptRecord
// cardinality: many, at most $most for each
UNWIND $steps AS step
CALL (step) {
  MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
  USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
  //+ receipt_page
  //+ audit_receipt_filter
  RETURN receipt
  ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
  LIMIT $most
}
//+ receipt_return
