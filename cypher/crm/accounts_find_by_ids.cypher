// Finds accounts by their ids, for loaders and comparisons; those that are not there give no row.
// mode: read
// params: { ids: string[] }
// row: { account: rows.AccountRow }
// cardinality: at most one per id
UNWIND $ids AS wanted
MATCH (a:Account {tenantId: $tenantId, id: wanted})
//+ account_return
