// The newest open opportunities of each account, looked for among its newest $most.
// mode: read
// params: { accountIds: readonly string[]; most: number; mostOpen: number }
// row: { accountId: string; opportunityIds: string[] }
// cardinality: one an account
UNWIND $accountIds AS accountId
CALL (accountId) {
  MATCH (deal:Opportunity {tenantId: $tenantId, accountId: accountId})
  USING INDEX SEEK deal:Opportunity(tenantId, accountId, id)
  WHERE deal.id IS NOT NULL
  WITH deal
  ORDER BY deal.tenantId DESC, deal.accountId DESC, deal.id DESC
  LIMIT $most
  WITH deal
  WHERE deal.status = 'open'
  RETURN collect(deal.id)[..$mostOpen] AS opportunityIds
}
RETURN accountId, opportunityIds
