// One page of role grants in a state, oldest first.
// mode: read
// params: { state: string; afterAt: string; afterId: string; limit: number }
// row: rows.RoleGrantRow
// cardinality: up to limit
MATCH (g:RoleGrant {tenantId: $tenantId, state: $state})
USING INDEX SEEK g:RoleGrant(tenantId, state, createdAt, id)
WHERE g.createdAt >= $afterAt AND g.id IS NOT NULL
  AND CASE WHEN g.createdAt = $afterAt THEN g.id > $afterId ELSE true END
RETURN g.id AS id, g.userId AS userId, g.role AS role, g.state AS state, g.version AS version,
  g.proposedBy AS proposedBy, g.confirmedBy AS confirmedBy, g.createdAt AS createdAt, g.from AS from, g.to AS to
ORDER BY g.tenantId, g.state, g.createdAt, g.id
LIMIT $limit
