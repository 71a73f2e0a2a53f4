// Receipts of each of some steps within a period, by what they are about: how many, the newest, and some of them. Of more than $most of a step the newest.
// mode: read
// params: { steps: readonly string[]; from: string; to: string; most: number; mostEvidence: number }
// row: { step: string; resourceId: string; count: number; receiptIds: string[] }
// cardinality: one a step and resource
UNWIND $steps AS step
CALL (step) {
  MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
  USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
  WHERE receipt.createdAt >= $from AND receipt.createdAt <= $to AND receipt.id IS NOT NULL
  WITH receipt
  ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
  LIMIT $most
  RETURN receipt.resourceId AS resourceId, count(*) AS count, collect(receipt.id)[..$mostEvidence] AS receiptIds
}
RETURN step, resourceId, count, receiptIds
