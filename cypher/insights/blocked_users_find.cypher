// Who was refused for want of a seat within a period, how often, by which receipts, and their teams. Of more than $most refusals the newest.
// mode: read
// params: { from: string; to: string; most: number; mostEvidence: number }
// row: rows.BlockedUserRow
// cardinality: one a user
MATCH (receipt:Receipt {tenantId: $tenantId, step: 'BLOCK_SEAT'})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt <= $to AND receipt.id IS NOT NULL
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
WITH receipt.subjectId AS userId, count(*) AS attempts, max(receipt.createdAt) AS lastAt, collect(receipt.id)[..$mostEvidence] AS receiptIds
OPTIONAL MATCH (user:User {tenantId: $tenantId, id: userId})
RETURN userId, attempts, lastAt, receiptIds,
  [(user)-[member:MEMBER_OF]->(team:Team) WHERE member.to IS NULL | team {.id, .handle}] AS teams
