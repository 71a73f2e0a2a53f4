// One page of all lines of quotes by version and number, to be compared with their receipts.
// mode: read
// params: { after: string; afterNumber: number; most: number }
// row: rows.ListedNode & { number: number }
// cardinality: many, at most $most
MATCH (n:QuoteLine {tenantId: $tenantId})
USING INDEX SEEK n:QuoteLine(tenantId, versionId, number)
WHERE n.versionId >= $after AND n.number IS NOT NULL
  AND CASE WHEN n.versionId = $after THEN n.number > $afterNumber ELSE true END
RETURN n.id AS id, n.versionId AS owner, n.number AS number
ORDER BY n.tenantId, n.versionId, n.number
LIMIT $most
