// Reads receipts by their ids.
// mode: read
// params: { ids: readonly string[] }
// row: rows.ReceiptRecord
// cardinality: many, one an id that is there
UNWIND $ids AS wanted
MATCH (receipt:Receipt {tenantId: $tenantId, id: wanted})
//+ receipt_return
