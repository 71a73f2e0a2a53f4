// Reads the head of one workflow.
// mode: read
// params: { workflowId: string }
// row: rows.HeadRow
// cardinality: one, none: no such workflow
MATCH (head:RevWorkflow {tenantId: $tenantId, id: $workflowId})
RETURN head.id AS id, head.kind AS kind, head.seq AS seq, head.sha256 AS sha256, head.lastReceiptId AS lastReceiptId,
  head.lastAt AS lastAt
