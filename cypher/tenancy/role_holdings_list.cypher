// Who held some roles, and from when to when; past ones too.
// mode: read
// params: { roles: readonly string[] }
// row: { userId: string; from: string; to: string | null }
// cardinality: many, one for each holding
UNWIND $roles AS name
MATCH (role:Role {tenantId: $tenantId, name: name})<-[held:HOLDS_ROLE]-(user:User)
RETURN user.id AS userId, held.from AS from, held.to AS to
