// Locks the chain of delegations and the users of one ($userIds sorted), and reads the delegations that are not over.
// mode: write
// row: rows.Locked & { users: rows.HeldByUser[]; current: rows.DelegationRow[]; configNumber: number }
// cardinality: one; a user who is not there is left out
//+ claim_key
//+ lock_heads
//+ lock_users
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
  WHERE config.number > 0
RETURN key {.answer, .inputSha256} AS claim, heads, users, config.number AS configNumber,
  COLLECT {
    MATCH (delegation:Delegation {tenantId: $tenantId})
    USING INDEX SEEK delegation:Delegation(tenantId, to, id)
    WHERE delegation.to > $claim.at AND delegation.id IS NOT NULL
    RETURN delegation {
      //+ delegation_fields
    }
  } AS current
