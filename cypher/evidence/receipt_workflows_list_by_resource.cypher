// Names the workflows in which a resource occurs.
// mode: read
// params: { resourceId: string }
// row: { workflowId: string }
// cardinality: many, one a workflow
MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: $resourceId})
USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
WHERE receipt.createdAt > '' AND receipt.id IS NOT NULL
RETURN DISTINCT receipt.workflowId AS workflowId
