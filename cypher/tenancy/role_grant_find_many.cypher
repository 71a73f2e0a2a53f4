// Reads role grants by id.
// mode: read
// params: { ids: string[] }
// row: rows.RoleGrantRow
// cardinality: one a grant found
UNWIND $ids AS id
MATCH (g:RoleGrant {tenantId: $tenantId, id: id})
RETURN g.id AS id, g.userId AS userId, g.role AS role, g.state AS state, g.version AS version,
  g.proposedBy AS proposedBy, g.confirmedBy AS confirmedBy, g.createdAt AS createdAt, g.from AS from, g.to AS to
