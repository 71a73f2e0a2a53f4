// Tells which of the given links of chains are in the log already.
// mode: read
// params: { links: { workflowId: string; workflowSeq: number }[] }
// row: { workflowId: string }
// cardinality: many, one a link that is sealed
UNWIND $links AS link
MATCH (receipt:Receipt {tenantId: $tenantId, workflowId: link.workflowId, workflowSeq: link.workflowSeq})
USING INDEX SEEK receipt:Receipt(tenantId, workflowId, workflowSeq)
WHERE receipt.leafIndex IS NOT NULL
RETURN link.workflowId AS workflowId
