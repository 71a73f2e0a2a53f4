// One page of the legal holds in a state, oldest first.
// mode: read
// params: { state: string; afterAt: string; afterId: string; limit: number }
// row: { found: rows.LegalHoldRow }
// cardinality: up to limit
MATCH (hold:LegalHold {tenantId: $tenantId, state: $state})
USING INDEX SEEK hold:LegalHold(tenantId, state, createdAt, id)
WHERE hold.createdAt >= $afterAt AND hold.id IS NOT NULL
  AND CASE WHEN hold.createdAt = $afterAt THEN hold.id > $afterId ELSE true END
WITH hold
ORDER BY hold.tenantId, hold.state, hold.createdAt, hold.id
LIMIT $limit
RETURN hold {
  //+ legal_hold_fields
} AS found
