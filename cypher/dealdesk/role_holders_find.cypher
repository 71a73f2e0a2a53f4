// Who holds some roles at present, and is still there.
// mode: read
// params: { roles: string[] }
// row: { role: string; userIds: string[] }
// cardinality: one a role
UNWIND $roles AS name
MATCH (role:Role {tenantId: $tenantId, name: name})
RETURN name AS role,
  COLLECT { MATCH (role)<-[held:HOLDS_ROLE WHERE held.to IS NULL]-(user:User) WHERE user.endedAt IS NULL RETURN user.id } AS userIds
