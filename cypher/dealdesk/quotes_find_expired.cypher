// Finds quotes of one state whose validity has ended, the oldest first.
// mode: read
// params: { status: string; now: string; limit: number }
// row: { quoteId: string }
// cardinality: limit at most
MATCH (quote:Quote {tenantId: $tenantId, status: $status})
USING INDEX SEEK quote:Quote(tenantId, status, expiresAt, id)
WHERE quote.expiresAt <= $now AND quote.id IS NOT NULL
RETURN quote.id AS quoteId
ORDER BY quote.tenantId, quote.status, quote.expiresAt, quote.id
LIMIT $limit
