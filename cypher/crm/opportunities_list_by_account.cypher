// Lists an account's opportunities, newest first, before a cursor ("~": from the start; it sorts after every id).
// mode: read
// params: { accountId: string; beforeId: string; limit: number }
// row: { opportunity: rows.OpportunityRow }
// cardinality: limit at most
MATCH (o:Opportunity {tenantId: $tenantId, accountId: $accountId})
USING INDEX SEEK o:Opportunity(tenantId, accountId, id)
WHERE o.id < $beforeId
//+ opportunity_return
ORDER BY o.tenantId DESC, o.accountId DESC, o.id DESC
LIMIT $limit
