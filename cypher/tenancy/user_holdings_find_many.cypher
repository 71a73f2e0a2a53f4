// Reads the roles, teams, manager and reports of users as of an instant.
// mode: read
// params: { ids: string[]; at: string }
// row: rows.HoldingsRow
// cardinality: one a user found
UNWIND $ids AS id
MATCH (user:User {tenantId: $tenantId, id: id})
RETURN user.id AS userId,
  [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.from <= $at AND (held.to IS NULL OR held.to > $at) | role.name] AS roles,
  [(user)-[joined:MEMBER_OF]->(team:Team) WHERE joined.from <= $at AND (joined.to IS NULL OR joined.to > $at) | team.id] AS teamIds,
  head([(user)-[line:REPORTS_TO]->(manager:User) WHERE line.from <= $at AND (line.to IS NULL OR line.to > $at) | manager.id]) AS managerId
