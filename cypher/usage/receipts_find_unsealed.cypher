// Whether receipts of some steps, in chains whose ids begin alike, are not in the log yet.
// mode: read
// params: { chains: string; steps: string[] }
// row: { id: string }
// cardinality: one or none
MATCH (receipt:Unsealed {tenantId: $tenantId})
USING INDEX SEEK receipt:Unsealed(tenantId, workflowId, workflowSeq)
WHERE receipt.workflowId STARTS WITH $chains AND receipt.workflowSeq > 0 AND receipt.step IN $steps
RETURN receipt.id AS id
LIMIT 1
