// One page of teams whose name begins with a text, in the order of their names.
// mode: read
// params: { prefix: string; afterName: string; afterId: string; limit: number }
// row: rows.TeamRow & { nameKey: string; memberIds: string[] }
// cardinality: up to limit
MATCH (team:Team {tenantId: $tenantId})
USING INDEX SEEK team:Team(tenantId, nameKey, id)
WHERE team.nameKey STARTS WITH $prefix AND team.nameKey >= $afterName AND team.id IS NOT NULL
  AND CASE WHEN team.nameKey = $afterName THEN team.id > $afterId ELSE true END
WITH team ORDER BY team.tenantId, team.nameKey, team.id LIMIT $limit
RETURN team.id AS id, team.version AS version, team.handle AS handle, team.name AS name, team.externalId AS externalId,
  team.createdAt AS createdAt, team.nameKey AS nameKey,
  head([(lead:User)-[leads:LEADS]->(team) WHERE leads.to IS NULL | lead.id]) AS leadId,
  [(member:User)-[joined:MEMBER_OF]->(team) WHERE joined.to IS NULL | member.id] AS memberIds
