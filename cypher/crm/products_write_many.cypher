// Sets properties of locked products.
// mode: write
// params: { rows: rows.ProductWrite[] }
// row: { written: number }
// cardinality: one
UNWIND $rows AS row
MATCH (p:Product {tenantId: $tenantId, id: row.id})
SET p += row.properties
RETURN count(p) AS written
