// Locks the head of one workflow whose id is read from the graph; what comes after WITH is read behind the lock.
MERGE (head:RevWorkflow {tenantId: $tenantId, id: {{id}}})
  ON CREATE SET head.kind = '{{kind}}', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
