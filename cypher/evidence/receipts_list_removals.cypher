// Lists what the receipts of erasures and of compaction say: which payloads are gone by right.
// mode: read
// params: Record<never, never>
// row: { body: string; leafIndex: number | null; business: rows.PayloadRow }
// cardinality: many, one a batch
UNWIND ['COMPACT_PAYLOADS', 'ERASE_PERSON'] AS step
MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt > '' AND receipt.id IS NOT NULL
MATCH (receipt)-[:HAS_PAYLOAD]->(payload:BusinessPayload)
RETURN receipt.body AS body, receipt.leafIndex AS leafIndex, payload {.salt, .content} AS business
