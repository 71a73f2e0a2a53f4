// Lists the opportunities in a stage, newest first, before a cursor ("~": from the start; it sorts after every id).
// mode: read
// params: { stage: string; beforeId: string; limit: number }
// row: { opportunity: rows.OpportunityRow }
// cardinality: limit at most
MATCH (o:Opportunity {tenantId: $tenantId, stage: $stage})
USING INDEX SEEK o:Opportunity(tenantId, stage, id)
WHERE o.id < $beforeId
//+ opportunity_return
ORDER BY o.tenantId DESC, o.stage DESC, o.id DESC
LIMIT $limit
