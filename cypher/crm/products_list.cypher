// Lists products by SKU, after a cursor (empty: from the start).
// mode: read
// params: { afterSku: string; limit: number }
// row: { product: rows.ProductRow }
// cardinality: limit at most
MATCH (p:Product {tenantId: $tenantId})
WHERE p.sku > $afterSku
//+ product_return
ORDER BY p.tenantId, p.sku
LIMIT $limit
