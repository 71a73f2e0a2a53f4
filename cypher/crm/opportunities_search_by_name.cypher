// Finds opportunities by words of their name, best first. The index is entered by the tenant's own term, so that no other tenant's names take places among the best.
// mode: read
// params: { words: string; limit: number }
// row: { opportunity: rows.OpportunityRow }
// cardinality: limit at most
CALL db.index.fulltext.queryNodes(
  'opportunity_search', '+tenantKey:' + replace($tenantId, '-', '') + ' +(' + $words + ')', {limit: $limit}
) YIELD node AS o
WHERE o.tenantId = $tenantId
//+ opportunity_return
