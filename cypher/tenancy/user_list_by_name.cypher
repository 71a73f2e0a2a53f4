// One page of users whose name begins with a text, in the order of their names.
// mode: read
// params: { prefix: string; afterName: string; afterId: string; limit: number }
// row: rows.UserRow & { nameKey: string }
// cardinality: up to limit
MATCH (user:User {tenantId: $tenantId})
USING INDEX SEEK user:User(tenantId, nameKey, id)
WHERE user.nameKey STARTS WITH $prefix AND user.nameKey >= $afterName AND user.id IS NOT NULL
  AND CASE WHEN user.nameKey = $afterName THEN user.id > $afterId ELSE true END
RETURN user.id AS id, user.version AS version, user.handle AS handle, user.subject AS subject, user.name AS name,
  user.email AS email, user.externalId AS externalId, user.createdAt AS createdAt, user.endedAt AS endedAt,
  user.nameKey AS nameKey
ORDER BY user.tenantId, user.nameKey, user.id
LIMIT $limit
