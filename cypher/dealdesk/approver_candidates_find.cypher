// Who holds one of the roles at present, with all their roles and the handles of their teams.
// mode: read
// params: { roles: string[] }
// row: rows.CandidateRow
// cardinality: many, one a person
UNWIND $roles AS name
MATCH (:Role {tenantId: $tenantId, name: name})<-[holding:HOLDS_ROLE WHERE holding.to IS NULL]-(person:User)
WHERE person.endedAt IS NULL
WITH DISTINCT person
RETURN person.id AS id, person.handle AS handle,
  [(person)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) | role.name] AS roles,
  [(person)-[joined:MEMBER_OF WHERE joined.to IS NULL]->(team:Team) | team.handle] AS teams
