// Locks a lead's chain, and reads what its routing is decided on: the account it may belong to, and whoever the configuration names.
// mode: write
// params: { leadId: string; accountId: string | null; handles: string[]; teamHandles: string[] }
// row: rows.Locked & { lead: rows.LeadRow; configNumber: number | null; account: rows.RoutedAccountRow | null; people: { id: string; handle: string; active: boolean }[]; teams: { id: string; handle: string }[]; previousOwners: { id: string; handle: string }[] }
// cardinality: one, none: the lead is not there
//+ claim_key
MATCH (lead:Lead {tenantId: $tenantId, id: $leadId})
//+ lock_head id='lead:' + lead.id kind=lead
OPTIONAL MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'}) WHERE config.number > 0
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: $accountId})
OPTIONAL MATCH (owner:User {tenantId: $tenantId, id: account.ownerId})
RETURN key {.answer, .inputSha256} AS claim, heads, lead {.*} AS lead, config.number AS configNumber,
  account {
    .id, .customerStatus, .arrMinor, .region, .country, industry: account.sector, .employees, .custom,
    owner: owner {.id, .handle, active: owner.endedAt IS NULL}
  } AS account,
  COLLECT {
    UNWIND $handles AS handle
    MATCH (user:User {tenantId: $tenantId, handle: handle})
    RETURN user {.id, .handle, active: user.endedAt IS NULL}
  } AS people,
  COLLECT {
    UNWIND $teamHandles AS handle
    MATCH (team:Team {tenantId: $tenantId, handle: handle})
    RETURN team {.id, .handle}
  } AS teams,
  COLLECT {
    UNWIND coalesce(lead.previousOwnerIds, []) AS userId
    MATCH (user:User {tenantId: $tenantId, id: userId})
    RETURN user {.id, .handle}
  } AS previousOwners
