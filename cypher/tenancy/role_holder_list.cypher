// The users who hold a role at present, and whether a token can name them.
// mode: read
// params: { role: string }
// row: { userId: string; signsIn: boolean }
// cardinality: one a holder
MATCH (role:Role {tenantId: $tenantId, name: $role})<-[held:HOLDS_ROLE]-(user:User)
WHERE held.to IS NULL
RETURN user.id AS userId, user.subject IS NOT NULL AS signsIn
