// Ends a locked user: closes every role, membership, lead and reporting line that goes out from them.
// mode: write
// params: { userId: string; at: string }
// row: { id: string }
// cardinality: one
MATCH (user:User {tenantId: $tenantId, id: $userId})
SET user._lock = true
WITH user
SET user.endedAt = $at, user.version = user.version + 1
WITH user
CALL (user) {
  MATCH (user)-[held:HOLDS_ROLE|MEMBER_OF|LEADS|REPORTS_TO]->()
  WHERE held.to IS NULL
  SET held.to = $at
}
RETURN user.id AS id
