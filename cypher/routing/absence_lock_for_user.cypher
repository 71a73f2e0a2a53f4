// Locks the chain of a user who is to be away.
// mode: write
// params: { userId: string }
// row: rows.Locked & { active: boolean }
// cardinality: one, none: the user is not there
//+ claim_key
MATCH (user:User {tenantId: $tenantId, id: $userId})
//+ lock_head id='admin:' + user.id kind=admin
RETURN key {.answer, .inputSha256} AS claim, heads, user.endedAt IS NULL AS active
