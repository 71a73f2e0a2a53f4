// One page of all chunks of imports by run and place, to be compared with their receipts.
// mode: read
// params: { after: string; afterNumber: number; most: number }
// row: rows.ListedNode & { number: number }
// cardinality: many, at most $most
MATCH (n:ImportChunk {tenantId: $tenantId})
USING INDEX SEEK n:ImportChunk(tenantId, runId, seq)
WHERE n.runId >= $after AND n.seq IS NOT NULL
  AND CASE WHEN n.runId = $after THEN n.seq > $afterNumber ELSE true END
RETURN n.runId + ' ' + toString(n.seq) AS id, n.runId AS owner, n.seq AS number
ORDER BY n.tenantId, n.runId, n.seq
LIMIT $most
