// The products in $productIds with what a line takes from them: a column of RETURN. One that does not say recurs.
// params: { productIds: string[] }
COLLECT {
  UNWIND $productIds AS productId
  MATCH (product:Product {tenantId: $tenantId, id: productId})
  RETURN product {.id, .sku, family: product.series, .listPriceMinor, .currency, recurring: coalesce(product.recurring, true)}
} AS products
