// Ends who leads each team, behind the tenant's lock, and lets another user lead it; a null lead only ends it.
// mode: write
// params: { leads: { teamId: string; userId: string | null }[]; at: string }
// row: { teamId: string }
// cardinality: one a team
UNWIND $leads AS new
MATCH (team:Team {tenantId: $tenantId, id: new.teamId})
SET team._lock = true
WITH new, team
CALL (team) {
  MATCH (:User)-[open:LEADS]->(team)
  WHERE open.to IS NULL
  SET open.to = $at
}
CALL (new, team) {
  MATCH (user:User {tenantId: $tenantId, id: new.userId})
  CREATE (user)-[:LEADS {from: $at}]->(team)
}
SET team.version = team.version + 1
RETURN team.id AS teamId
