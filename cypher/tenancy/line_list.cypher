// Every open reporting line of the tenant: who reports to whom.
// mode: read
// params: Record<never, never>
// row: { userId: string; managerId: string }
// cardinality: one a user who reports to someone
MATCH (user:User {tenantId: $tenantId})
USING INDEX SEEK user:User(tenantId, id)
WHERE user.id > ''
MATCH (user)-[line:REPORTS_TO]->(manager:User)
WHERE line.to IS NULL
RETURN user.id AS userId, manager.id AS managerId
