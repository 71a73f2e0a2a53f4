// Reads users by id, for loaders.
// mode: read
// params: { ids: string[] }
// row: rows.UserRow
// cardinality: one a user found
UNWIND $ids AS id
MATCH (user:User {tenantId: $tenantId, id: id})
RETURN user.id AS id, user.version AS version, user.handle AS handle, user.subject AS subject, user.name AS name,
  user.email AS email, user.externalId AS externalId, user.createdAt AS createdAt, user.endedAt AS endedAt
