// Finds opportunities by their ids, for loaders and comparisons; those that are not there give no row.
// mode: read
// params: { ids: string[] }
// row: { opportunity: rows.OpportunityRow }
// cardinality: at most one per id
UNWIND $ids AS wanted
MATCH (o:Opportunity {tenantId: $tenantId, id: wanted})
//+ opportunity_return
