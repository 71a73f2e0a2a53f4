// Finds the accounts whose names share the most words with this one. The index is entered by the tenant's own term.
// mode: read
// params: { words: string; limit: number }
// row: rows.MatchCandidateRow
// cardinality: limit at most
CALL db.index.fulltext.queryNodes(
  'account_search', '+tenantKey:' + replace($tenantId, '-', '') + ' +(' + $words + ')', {limit: $limit}
) YIELD node AS a
WHERE a.tenantId = $tenantId
WITH a, 'similar_name' AS criterion
//+ match_candidate_return
