// Finds accounts by the ids that other systems know them by, for loaders and comparisons; those that are not there give no row.
// mode: read
// params: { externalIds: string[] }
// row: { account: rows.AccountRow }
// cardinality: at most one per external id
UNWIND $externalIds AS wanted
MATCH (a:Account {tenantId: $tenantId, externalId: wanted})
//+ account_return
