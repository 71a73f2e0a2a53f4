// Reads since when users belong to their teams, lead teams and report to their managers, and since when the teams named have their leads.
// mode: read
// params: { userIds: readonly string[]; teamIds: readonly string[] }
// row: { type: string; from: string; to: string; since: string }
// cardinality: many, one an edge that is open
CALL () {
  UNWIND $userIds AS userId
  MATCH (user:User {tenantId: $tenantId, id: userId})-[open:MEMBER_OF|LEADS|REPORTS_TO]->(other)
  WHERE open.to IS NULL
  RETURN type(open) AS type, user.id AS from, other.id AS to, open.from AS since
  UNION
  UNWIND $teamIds AS teamId
  MATCH (team:Team {tenantId: $tenantId, id: teamId})<-[open:LEADS]-(user:User)
  WHERE open.to IS NULL
  RETURN type(open) AS type, user.id AS from, team.id AS to, open.from AS since
}
RETURN type, from, to, since
