// One page of a tenant's receipts from before an instant, oldest first, with what decides whether their payloads may leave.
// mode: read
// params: { afterAt: string; afterId: string; until: string; most: number }
// row: rows.CompactableReceipt
// cardinality: many, at most $most
MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, createdAt, id)
WHERE receipt.createdAt >= $afterAt AND receipt.createdAt < $until AND receipt.id IS NOT NULL
  AND CASE WHEN receipt.createdAt = $afterAt THEN receipt.id > $afterId ELSE true END
WITH receipt
ORDER BY receipt.tenantId, receipt.createdAt, receipt.id
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowKind AS kind, receipt.step AS step,
  receipt.leafIndex AS leafIndex, EXISTS { (receipt)-[:HAS_PAYLOAD]->() } AS hasPayload
