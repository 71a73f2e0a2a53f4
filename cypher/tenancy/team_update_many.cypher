// Writes the changed details of teams, behind the tenant's lock.
// mode: write
// params: { teams: rows.NewTeam[] }
// row: { id: string; version: number }
// cardinality: one a team
UNWIND $teams AS new
MATCH (team:Team {tenantId: $tenantId, id: new.id})
SET team.handle = new.handle, team.name = new.name, team.nameKey = new.nameKey, team.externalId = new.externalId,
  team.version = team.version + 1
RETURN team.id AS id, team.version AS version
