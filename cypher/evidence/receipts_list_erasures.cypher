// Lists what the receipts of erasures say: which payloads are gone by right.
// mode: read
// params: Record<never, never>
// row: { body: string; business: rows.PayloadRow }
// cardinality: many, one an erasure
MATCH (receipt:Receipt {tenantId: $tenantId, step: 'ERASE_PERSON'})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt > '' AND receipt.id IS NOT NULL
MATCH (receipt)-[:HAS_PAYLOAD]->(payload:BusinessPayload)
RETURN receipt.body AS body, payload {.salt, .content} AS business
