// Lists all accounts by name, after a cursor (both parts empty: from the start).
// mode: read
// params: { afterName: string; afterId: string; limit: number }
// row: { account: rows.AccountRow }
// cardinality: limit at most. CASE and not OR: an OR is planned as two seeks, a union and a sort
MATCH (a:Account {tenantId: $tenantId})
USING INDEX SEEK a:Account(tenantId, normalisedName, id)
WHERE a.normalisedName >= $afterName AND a.id IS NOT NULL
  AND CASE WHEN a.normalisedName = $afterName THEN a.id > $afterId ELSE true END
//+ account_return
ORDER BY a.tenantId, a.normalisedName, a.id
LIMIT $limit
