// The products in $productIds with what a line takes from them: a column of RETURN.
// params: { productIds: string[] }
COLLECT {
  UNWIND $productIds AS productId
  MATCH (product:Product {tenantId: $tenantId, id: productId})
  RETURN product {.id, .sku, family: product.series, .listPriceMinor, .currency, recurring: coalesce(product.recurring, false)}
} AS products
