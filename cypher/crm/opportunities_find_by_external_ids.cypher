// Finds opportunities by the ids that other systems know them by, for loaders and comparisons; those that are not there give no row.
// mode: read
// params: { externalIds: string[] }
// row: { opportunity: rows.OpportunityRow }
// cardinality: at most one per external id
UNWIND $externalIds AS wanted
MATCH (o:Opportunity {tenantId: $tenantId, externalId: wanted})
//+ opportunity_return
