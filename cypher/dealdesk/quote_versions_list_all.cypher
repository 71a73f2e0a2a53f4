// One page of all quote versions by quote and number, to be compared with their receipts.
// mode: read
// params: { after: string; afterNumber: number; most: number }
// row: rows.ListedNode & { number: number }
// cardinality: many, at most $most
MATCH (n:QuoteVersion {tenantId: $tenantId})
USING INDEX SEEK n:QuoteVersion(tenantId, quoteId, number)
WHERE n.quoteId >= $after AND n.number IS NOT NULL
  AND CASE WHEN n.quoteId = $after THEN n.number > $afterNumber ELSE true END
RETURN n.id AS id, n.quoteId AS owner, n.number AS number
ORDER BY n.tenantId, n.quoteId, n.number
LIMIT $most
