// Locks an opportunity's deal and reads what a new quote of it is made from; products in the order of $productIds.
// mode: write
// params: { opportunityId: string; externalId: string | null; ownerId: string | null }
// row: rows.Locked & { opportunity: { status: string; stage: string; accountId: string | null }; familyRootId: string | null; products: rows.PricedProductRow[]; known: { id: string; opportunityId: string } | null; ownerFound: boolean; configNumber: number }
// cardinality: one, none: the opportunity is not there
//+ claim_key
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: $opportunityId})
//+ lock_head id='deal:' + opportunity.id kind=deal
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
  WHERE config.number > 0
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: opportunity.accountId})
OPTIONAL MATCH (same:Quote {tenantId: $tenantId, externalId: $externalId})
OPTIONAL MATCH (owner:User {tenantId: $tenantId, id: $ownerId})
RETURN key {.answer, .inputSha256} AS claim, heads, opportunity {.status, .stage, .accountId} AS opportunity,
  account.familyRootId AS familyRootId, same {.id, .opportunityId} AS known, owner IS NOT NULL AS ownerFound, config.number AS configNumber,
  //+ deal_products
