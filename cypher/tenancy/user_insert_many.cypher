// Creates users.
// mode: write
// params: { users: rows.NewUser[]; at: string }
// row: { id: string }
// cardinality: one a user
UNWIND $users AS new
CREATE (user:User:Entity {
  tenantId: $tenantId, id: new.id, createdAt: $at, version: 1, handle: new.handle, subject: new.subject,
  name: new.name, nameKey: new.nameKey, email: new.email, externalId: new.externalId})
RETURN user.id AS id
