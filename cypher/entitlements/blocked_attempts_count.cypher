// How often somebody was refused for want of a seat since an instant: entries of the index are counted, no receipt is read.
// mode: read
// params: { from: string }
// row: { count: number }
// cardinality: one
MATCH (receipt:Receipt {tenantId: $tenantId, step: 'BLOCK_SEAT'})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.id IS NOT NULL
RETURN count(*) AS count
