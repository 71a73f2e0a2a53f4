// Reads what a submission of a quote would be decided on, without a lock.
// mode: read
// params: { quoteId: string }
// row: rows.DealFactsRow & { quote: rows.QuoteRow; current: rows.VersionWithLinesRow; approvals: rows.ApprovalRow[] }
// cardinality: one, none: the quote is not there
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
WITH quote, quote.currentVersion AS number
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: $quoteId, number: number})
//+ deal_facts
RETURN quote {
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
