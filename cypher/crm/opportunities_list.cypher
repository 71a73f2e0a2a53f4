// Lists all opportunities, newest first, before a cursor ("~": from the start; it sorts after every id).
// mode: read
// params: { beforeId: string; limit: number }
// row: { opportunity: rows.OpportunityRow }
// cardinality: limit at most
MATCH (o:Opportunity {tenantId: $tenantId})
USING INDEX SEEK o:Opportunity(tenantId, id)
WHERE o.id < $beforeId
//+ opportunity_return
ORDER BY o.tenantId DESC, o.id DESC
LIMIT $limit
