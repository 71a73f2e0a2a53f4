// Whether a user belongs to a team, or leads it, at present.
// mode: read
// params: { teamId: string; userId: string }
// row: { isMember: boolean }
// cardinality: one, none: the team is not there
MATCH (team:Team {tenantId: $tenantId, id: $teamId})
RETURN EXISTS {
  MATCH (team)<-[of:MEMBER_OF|LEADS]-(user:User)
  WHERE of.to IS NULL AND user.id = $userId
} AS isMember
