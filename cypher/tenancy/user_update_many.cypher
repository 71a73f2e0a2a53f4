// Writes the changed details of users who are locked.
// mode: write
// params: { users: rows.NewUser[] }
// row: { id: string; version: number }
// cardinality: one a user
UNWIND $users AS new
MATCH (user:User {tenantId: $tenantId, id: new.id})
SET user.handle = new.handle, user.subject = new.subject, user.name = new.name, user.nameKey = new.nameKey,
  user.email = new.email, user.externalId = new.externalId, user.version = user.version + 1
RETURN user.id AS id, user.version AS version
