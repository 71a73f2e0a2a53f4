// Finds the teams that a user belongs to or leads at present.
// mode: read
// params: { userId: string }
// row: { teamIds: string[] }
// cardinality: one, none: the user is not there
MATCH (user:User {tenantId: $tenantId, id: $userId})
RETURN COLLECT {
  MATCH (user)-[of:MEMBER_OF|LEADS]->(team:Team)
  WHERE of.to IS NULL
  RETURN DISTINCT team.id
} AS teamIds
