// Lists an owner's opportunities, newest first, before a cursor ("~": from the start; it sorts after every id).
// mode: read
// params: { ownerId: string; beforeId: string; limit: number }
// row: { opportunity: rows.OpportunityRow }
// cardinality: limit at most
MATCH (o:Opportunity {tenantId: $tenantId, ownerId: $ownerId})
USING INDEX SEEK o:Opportunity(tenantId, ownerId, id)
WHERE o.id < $beforeId
//+ opportunity_return
ORDER BY o.tenantId DESC, o.ownerId DESC, o.id DESC
LIMIT $limit
