// Ends memberships of locked users.
// mode: write
// params: { memberships: { userId: string; teamId: string }[]; at: string }
// row: { userId: string }
// cardinality: one a membership that was open
UNWIND $memberships AS old
MATCH (user:User {tenantId: $tenantId, id: old.userId})
SET user._lock = true
WITH old, user
MATCH (user)-[open:MEMBER_OF]->(:Team {tenantId: $tenantId, id: old.teamId})
WHERE open.to IS NULL
SET open.to = $at
RETURN user.id AS userId
