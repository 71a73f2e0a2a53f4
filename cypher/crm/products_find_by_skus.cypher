// Finds products by their SKUs, for loaders and comparisons; those that are not there give no row.
// mode: read
// params: { skus: string[] }
// row: { product: rows.ProductRow }
// cardinality: at most one per SKU
UNWIND $skus AS wanted
MATCH (p:Product {tenantId: $tenantId, sku: wanted})
//+ product_return
