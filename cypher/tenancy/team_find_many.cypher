// Reads teams by id with their present lead and members.
// mode: read
// params: { ids: string[] }
// row: rows.TeamRow & { memberIds: string[] }
// cardinality: one a team found
UNWIND $ids AS id
MATCH (team:Team {tenantId: $tenantId, id: id})
RETURN team.id AS id, team.version AS version, team.handle AS handle, team.name AS name, team.externalId AS externalId,
  team.createdAt AS createdAt,
  head([(lead:User)-[leads:LEADS]->(team) WHERE leads.to IS NULL | lead.id]) AS leadId,
  [(member:User)-[joined:MEMBER_OF]->(team) WHERE joined.to IS NULL | member.id] AS memberIds
