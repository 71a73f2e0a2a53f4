// Locks the users in $userIds, which come sorted, and reads what each holds at present; who is not there is left out.
// params: { userIds: string[] }
CALL () {
  UNWIND $userIds AS userId
  MATCH (user:User {tenantId: $tenantId, id: userId})
  SET user._lock = true
  WITH user
  RETURN collect(user {
    .id, .version, .endedAt,
    roles: [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.to IS NULL | {grantId: held.grantId, role: role.name}],
    teamIds: [(user)-[joined:MEMBER_OF]->(team:Team) WHERE joined.to IS NULL | team.id],
    leadsTeamIds: [(user)-[leads:LEADS]->(led:Team) WHERE leads.to IS NULL | led.id],
    managerId: head([(user)-[line:REPORTS_TO]->(manager:User) WHERE line.to IS NULL | manager.id]),
    reportIds: [(user)<-[below:REPORTS_TO]-(report:User) WHERE below.to IS NULL | report.id],
    seat: head([(user)-[:HAS_SEAT]->(seat:Seat) WHERE seat.state = 'ASSIGNED' | seat {.id, .type, .from}])
  }) AS users
}
