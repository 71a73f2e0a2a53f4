// Sets properties of locked opportunities, and the owner, account and product of those whose row names a change of it.
// mode: write
// params: { rows: rows.OpportunityWrite[] }
// row: { written: number }
// cardinality: one
UNWIND $rows AS row
MATCH (o:Opportunity {tenantId: $tenantId, id: row.id})
SET o += row.properties
WITH o, row
CALL (o, row) {
  MATCH (o)-[old:OWNED_BY|ASSOCIATED_TO|FOR_PRODUCT]->()
  WHERE (row.owner IS NOT NULL AND type(old) = 'OWNED_BY')
    OR (row.account IS NOT NULL AND type(old) = 'ASSOCIATED_TO')
    OR (row.product IS NOT NULL AND type(old) = 'FOR_PRODUCT')
  DELETE old
}
CALL (o, row) {
  WITH o, row WHERE row.owner.id IS NOT NULL
  MATCH (owner:Entity {tenantId: $tenantId, id: row.owner.id})
  CREATE (o)-[:OWNED_BY]->(owner)
}
CALL (o, row) {
  WITH o, row WHERE row.account.id IS NOT NULL
  MATCH (account:Account {tenantId: $tenantId, id: row.account.id})
  CREATE (o)-[:ASSOCIATED_TO]->(account)
}
CALL (o, row) {
  WITH o, row WHERE row.product.id IS NOT NULL
  MATCH (product:Product {tenantId: $tenantId, id: row.product.id})
  CREATE (o)-[:FOR_PRODUCT]->(product)
}
RETURN count(o) AS written
