// Receipts of each of some outcomes for the audit view, newest first; whoever asks for several takes the newest of all.
// mode: read
// row: rows.ReceiptRecord
// cardinality: many, at most $most for each
UNWIND $outcomes AS outcome
CALL (outcome) {
  MATCH (receipt:Receipt {tenantId: $tenantId, outcome: outcome})
  USING INDEX SEEK receipt:Receipt(tenantId, outcome, createdAt, id)
  //+ receipt_page
  //+ audit_receipt_filter
  RETURN receipt
  ORDER BY receipt.tenantId DESC, receipt.outcome DESC, receipt.createdAt DESC, receipt.id DESC
  LIMIT $most
}
//+ receipt_return
