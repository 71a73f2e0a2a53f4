// Claims the key, locks the chains and the product, and reads it behind the lock.
// mode: write
// params: { id: string }
// row: rows.Locked & { product: rows.ProductRow }
// cardinality: one, none: no such product
//+ claim_key
//+ lock_heads
MATCH (p:Product {tenantId: $tenantId, id: $id})
SET p._lock = true
WITH key, heads, p
CALL (p) {
  //+ product_return
}
RETURN key {.answer, .inputSha256} AS claim, heads, product
