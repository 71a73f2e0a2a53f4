// Lists the opportunities of each account, newest first, before a cursor ("~": from the start; it sorts after every id).
// mode: read
// params: { accountIds: string[]; beforeId: string; limit: number }
// row: { opportunity: rows.OpportunityRow }
// cardinality: limit at most an account
UNWIND $accountIds AS accountId
CALL (accountId) {
  MATCH (o:Opportunity {tenantId: $tenantId, accountId: accountId})
  USING INDEX SEEK o:Opportunity(tenantId, accountId, id)
  WHERE o.id < $beforeId
  WITH o
  ORDER BY o.tenantId DESC, o.accountId DESC, o.id DESC
  LIMIT $limit
  //+ opportunity_return
}
RETURN opportunity
