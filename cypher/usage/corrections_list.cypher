// Receipts of counters that were made good after one instant and until another, in their order.
// mode: read
// params: { steps: readonly string[]; after: string; until: string; most: number }
// row: { id: string; step: string; createdAt: string; business: string | null }
// cardinality: many, at most $most of each step
UNWIND $steps AS step
CALL (step) {
  MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
  USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
  WHERE receipt.createdAt > $after AND receipt.createdAt <= $until AND receipt.id IS NOT NULL
  WITH receipt
  ORDER BY receipt.tenantId, receipt.step, receipt.createdAt, receipt.id
  LIMIT $most
  RETURN receipt
}
RETURN receipt.id AS id, receipt.step AS step, receipt.createdAt AS createdAt,
  head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business.content]) AS business
