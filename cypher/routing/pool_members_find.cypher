// Finds the users that a pool's members are.
// mode: read
// params: { handles: string[] }
// row: { id: string }
// cardinality: one a handle at most
UNWIND $handles AS handle
MATCH (user:User {tenantId: $tenantId, handle: handle})
RETURN user.id AS id
