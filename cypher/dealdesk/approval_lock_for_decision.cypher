// Locks an approval with its quote and deal, and reads what its decision hangs on.
// mode: write
// params: { approvalId: string; deciderId: string }
// row: rows.Locked & rows.DecidingFactsRow
// cardinality: one, none: the approval is not there
//+ claim_key
MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
//+ lock_head id='deal:' + approval.opportunityId kind=deal
MATCH (quote:Quote {tenantId: $tenantId, id: approval.quoteId})
SET quote._lock = true
SET approval._lock = true
WITH *
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: quote.id, number: quote.currentVersion})
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
  WHERE config.number > 0
OPTIONAL MATCH (decider:User {tenantId: $tenantId, id: $deciderId})
RETURN key {.answer, .inputSha256} AS claim, heads,
  approval {
    //+ approval_fields
  } AS approval, quote {
    //+ quote_fields
  } AS quote,
  current {
    //+ version_fields version=current
  } AS current,
  config.number AS configNumber,
  [(decider)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) | role.name] AS deciderRoles,
  //+ decider_delegations
  , [(quote)-[:NEEDS_APPROVAL]->(asked:Approval) | asked {
    //+ approval_fields
  }] AS approvals
