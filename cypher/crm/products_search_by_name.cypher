// Finds products by words of their name, best first. The index is entered by the tenant's own term, so that no other tenant's names take places among the best.
// mode: read
// params: { words: string; limit: number }
// row: { product: rows.ProductRow }
// cardinality: limit at most
CALL db.index.fulltext.queryNodes(
  'product_search', '+tenantKey:' + replace($tenantId, '-', '') + ' +(' + $words + ')', {limit: $limit}
) YIELD node AS p
WHERE p.tenantId = $tenantId
//+ product_return
