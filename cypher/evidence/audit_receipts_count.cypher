// Counts the receipts of a period by step, outcome and who acted, whether as an admin or not, and how far they are in the log.
// mode: read
// params: { from: string; to: string; admins: readonly rows.AdminPeriod[] }
// row: rows.AuditReceiptCount
// cardinality: many, one for each step, outcome and subject of the period
MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt < $to AND receipt.id IS NOT NULL
WITH receipt.step AS step, receipt.outcome AS outcome, receipt.subjectType AS subjectType, receipt.subjectId AS subjectId,
  any(held IN $admins WHERE held.userId = receipt.subjectId AND held.from <= receipt.createdAt
    AND (held.to IS NULL OR receipt.createdAt < held.to)) AS isAdmin, receipt.leafIndex AS leaf
RETURN step, outcome, subjectType, subjectId, isAdmin, count(*) AS receipts, count(leaf) AS sealed, max(leaf) AS lastLeaf
