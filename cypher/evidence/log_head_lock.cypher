// Locks a tenant's log and reads the next receipts to seal behind the lock, each chain in its own order.
// mode: write
// params: { most: number; at: string; edge: Int8Array }
// row: { size: number; edge: Int8Array; generation: number; waiting: rows.UnsealedRow[] }
// cardinality: one
MERGE (log:LogHead {tenantId: $tenantId})
  ON CREATE SET log.size = 0, log.edge = $edge, log.generation = 1, log.createdAt = $at
SET log._lock = true
WITH log
RETURN log.size AS size, log.edge AS edge, log.generation AS generation,
  COLLECT {
    MATCH (receipt:Unsealed {tenantId: $tenantId})
    USING INDEX SEEK receipt:Unsealed(tenantId, workflowId, workflowSeq)
    WHERE receipt.workflowId IS NOT NULL AND receipt.workflowSeq IS NOT NULL
    WITH receipt
    ORDER BY receipt.tenantId, receipt.workflowId, receipt.workflowSeq
    LIMIT $most
    RETURN receipt {.id, .workflowId, .workflowSeq, .createdAt, .body}
  } AS waiting
