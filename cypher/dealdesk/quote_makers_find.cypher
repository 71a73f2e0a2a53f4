// Everybody who drafted, revised or submitted a quote, by the receipts of it: history is handled by several admins.
// mode: read
// params: { quoteId: string }
// row: { makerIds: string[] }
// cardinality: one
MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: $quoteId})
USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
WHERE receipt.createdAt IS NOT NULL AND receipt.id IS NOT NULL
  AND receipt.step IN ['CREATE_QUOTE', 'REVISE_QUOTE', 'SUBMIT_QUOTE'] AND receipt.outcome = 'ALLOWED'
RETURN collect(DISTINCT receipt.subjectId) AS makerIds
