// Finds the accounts that have this domain or exactly this normalised name, with what ties are broken by. A null finds nothing.
// mode: read
// params: { domain: string | null; normalisedName: string | null; limit: number }
// row: rows.MatchCandidateRow
// cardinality: limit at most per criterion
CALL () {
  MATCH (a:Account {tenantId: $tenantId, domain: $domain})
  USING INDEX SEEK a:Account(tenantId, domain, id)
  WHERE a.id IS NOT NULL
  RETURN a, 'domain' AS criterion
  LIMIT $limit
  UNION ALL
  MATCH (a:Account {tenantId: $tenantId, normalisedName: $normalisedName})
  USING INDEX SEEK a:Account(tenantId, normalisedName, id)
  WHERE a.id IS NOT NULL
  RETURN a, 'name' AS criterion
  LIMIT $limit
}
//+ match_candidate_return
