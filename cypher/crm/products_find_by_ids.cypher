// Finds products by their ids, for loaders and comparisons; those that are not there give no row.
// mode: read
// params: { ids: string[] }
// row: { product: rows.ProductRow }
// cardinality: at most one per id
UNWIND $ids AS wanted
MATCH (p:Product {tenantId: $tenantId, id: wanted})
//+ product_return
