// Creates teams.
// mode: write
// params: { teams: rows.NewTeam[]; at: string }
// row: { id: string }
// cardinality: one a team
UNWIND $teams AS new
CREATE (team:Team:Entity {
  tenantId: $tenantId, id: new.id, createdAt: $at, version: 1, handle: new.handle, name: new.name,
  nameKey: new.nameKey, externalId: new.externalId})
RETURN team.id AS id
