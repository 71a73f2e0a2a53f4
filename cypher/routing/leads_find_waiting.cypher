// Finds the leads that have waited longest for a pool's next turn, without locking them.
// mode: read
// params: { pool: string; limit: number }
// row: { id: string }
// cardinality: limit at most
MATCH (lead:Lead {tenantId: $tenantId, waitingIn: $pool})
USING INDEX SEEK lead:Lead(tenantId, waitingIn, createdAt, id)
WHERE lead.createdAt IS NOT NULL AND lead.id IS NOT NULL
RETURN lead.id AS id
ORDER BY lead.tenantId, lead.waitingIn, lead.createdAt, lead.id
LIMIT $limit
