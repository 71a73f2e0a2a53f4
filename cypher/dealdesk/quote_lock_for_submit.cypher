// Locks a quote and its deal, and reads what a submission is decided on.
// mode: write
// params: { quoteId: string }
// row: rows.Locked & rows.DealFactsRow & { quote: rows.QuoteRow; current: rows.VersionWithLinesRow; approvals: rows.ApprovalRow[] }
// grouped: yes
// cardinality: one, none: the quote is not there
//+ claim_key
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
//+ lock_head id='deal:' + quote.opportunityId kind=deal
SET quote._lock = true
WITH *, quote.currentVersion AS number
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: $quoteId, number: number})
//+ deal_facts
RETURN key {.answer, .inputSha256} AS claim, heads,
  quote {
    //+ quote_fields
  } AS quote,
  current {
    //+ version_fields version=current
  } AS current,
  opportunity {.id, .stage, .status, .strategic, .type, .custom} AS opportunity, account {
    .id, .externalId, .ownerId, .arrMinor, .country, .region, .customerStatus, .sector, .employees, .custom
  } AS account,
  ownerRoles, managers, ownerDelegates, rolesHeld, siblings, config.number AS configNumber,
  [(quote)-[:NEEDS_APPROVAL]->(asked:Approval) | asked {
    //+ approval_fields
  }] AS approvals
