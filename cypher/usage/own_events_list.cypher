// Receipts of each of some steps, which tell of the product's own events, newest first; of one user only, where it is not ''. Whoever
// asks for several steps takes the newest of all.
// mode: read
// params: { steps: readonly string[]; userId: string }
// row: rows.OwnEventRow
// cardinality: many, at most $most for each. CASE and not OR: an OR is planned as two seeks, a union and a sort
UNWIND $steps AS step
CALL (step) {
  MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
  USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
  //+ receipt_page
    AND CASE $userId WHEN '' THEN true ELSE receipt.subjectType = 'user' AND receipt.subjectId = $userId END
    AND receipt.outcome <> 'DENIED' AND receipt.outcome <> 'FAILED'
  RETURN receipt
  ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
  LIMIT $most
}
RETURN receipt.id AS id, receipt.step AS step, receipt.createdAt AS occurredAt,
  CASE receipt.subjectType WHEN 'user' THEN receipt.subjectId ELSE null END AS userId, receipt.resourceId AS resourceId,
  receipt.workflowKind AS workflowKind, head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business.content]) AS business
