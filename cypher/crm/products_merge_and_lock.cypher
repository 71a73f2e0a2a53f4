// Claims the key, locks the chains, and finds or makes the products of these SKUs under their constraint, locked. One that was made has no version yet. $rows come sorted by SKUs and are never empty.
// mode: write
// params: { rows: { sku: string; id: string }[] }
// row: rows.Locked & { products: rows.ProductRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
CALL () {
  UNWIND $rows AS row
  MERGE (p:Product {tenantId: $tenantId, sku: row.sku})
    ON CREATE SET p:Entity, p.id = row.id, p.tenantKey = replace($tenantId, '-', '')
  SET p._lock = true
  WITH p
  //+ product_return
}
RETURN key {.answer, .inputSha256} AS claim, heads, collect(product) AS products
