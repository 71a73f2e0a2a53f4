// Reads the grants of users that are in one of the states.
// mode: read
// params: { userIds: string[]; states: string[] }
// row: rows.RoleGrantRow
// cardinality: many
UNWIND $userIds AS userId
UNWIND $states AS state
MATCH (g:RoleGrant {tenantId: $tenantId, userId: userId, state: state})
RETURN g.id AS id, g.userId AS userId, g.role AS role, g.state AS state, g.version AS version,
  g.proposedBy AS proposedBy, g.confirmedBy AS confirmedBy, g.createdAt AS createdAt, g.from AS from, g.to AS to
