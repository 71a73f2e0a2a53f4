// Finds accounts by words of their name, best first. The index is entered by the tenant's own term, so that no other tenant's names take places among the best.
// mode: read
// params: { words: string; limit: number }
// row: { account: rows.AccountRow }
// cardinality: limit at most
CALL db.index.fulltext.queryNodes(
  'account_search', '+tenantKey:' + replace($tenantId, '-', '') + ' +(' + $words + ')', {limit: $limit}
) YIELD node AS a
WHERE a.tenantId = $tenantId
//+ account_return
