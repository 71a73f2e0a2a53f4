// Lists a country's accounts by name, after a cursor (both parts empty: from the start).
// mode: read
// params: { country: string; afterName: string; afterId: string; limit: number }
// row: { account: rows.AccountRow }
// cardinality: limit at most
MATCH (a:Account {tenantId: $tenantId, country: $country})
USING INDEX a:Account(tenantId, country, normalisedName, id)
WHERE a.normalisedName >= $afterName AND a.id IS NOT NULL
  AND (a.normalisedName > $afterName OR a.id > $afterId)
//+ account_return
ORDER BY a.tenantId, a.country, a.normalisedName, a.id
LIMIT $limit
