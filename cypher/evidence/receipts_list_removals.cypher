// Lists what the receipts of erasures and of compaction say: which payloads are gone by right.
// mode: read
// params: Record<never, never>
// row: rows.TellingOfRemovals
// cardinality: many, one a batch
UNWIND ['COMPACT_PAYLOADS', 'ERASE_PERSON'] AS step
MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt > '' AND receipt.id IS NOT NULL
MATCH (payload:BusinessPayload {tenantId: $tenantId, id: receipt.id})
RETURN receipt.id AS id, receipt.workflowId AS workflowId, receipt.step AS step, receipt.body AS body, receipt.leafIndex AS leafIndex,
  receipt:Unsealed AS unsealed, payload {.salt, .content} AS business
