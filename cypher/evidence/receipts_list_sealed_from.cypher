// Lists a tenant's sealed receipts in log order from a leaf on.
// mode: read
// params: { from: number; most: number }
// row: rows.SealedRow
// cardinality: many, at most $most
MATCH (receipt:Receipt {tenantId: $tenantId}) WHERE receipt.leafIndex >= $from
RETURN receipt.id AS id, receipt.leafIndex AS leafIndex, receipt.step AS step, receipt.outcome AS outcome,
  receipt.workflowId AS workflowId, receipt.workflowKind AS workflowKind, receipt.resourceType AS resourceType,
  receipt.resourceId AS resourceId, receipt.subjectId AS subjectId, receipt.createdAt AS at
ORDER BY receipt.tenantId, receipt.leafIndex
LIMIT $most
