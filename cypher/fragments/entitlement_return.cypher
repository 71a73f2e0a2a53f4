// An entitlement as callers get it.
RETURN found.id AS id, found.version AS version, found.createdAt AS createdAt, found.subject AS subject, found.name AS name,
  found.ground AS ground, found.state AS state, found.until AS until, found.endedAt AS endedAt
