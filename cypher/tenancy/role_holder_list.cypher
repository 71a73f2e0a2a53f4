// Ids of the users who hold a role at present.
// mode: read
// params: { role: string }
// row: { userId: string }
// cardinality: one a holder
MATCH (role:Role {tenantId: $tenantId, name: $role})<-[held:HOLDS_ROLE]-(user:User)
WHERE held.to IS NULL
RETURN user.id AS userId
