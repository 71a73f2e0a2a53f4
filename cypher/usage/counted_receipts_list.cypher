// Receipts of what the product itself counts in a month, of some steps and a period; what they hold says in which month.
// mode: read
// params: { steps: readonly string[]; from: string; to: string }
// row: { step: string; createdAt: string; business: string | null }
// cardinality: many, one for each action
UNWIND $steps AS step
MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt < $to AND receipt.id IS NOT NULL AND receipt.outcome = 'ALLOWED'
RETURN step, receipt.createdAt AS createdAt,
  head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business.content]) AS business
