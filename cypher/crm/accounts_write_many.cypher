// Sets properties of locked accounts, and the owner and parent of those whose row names a change of it.
// mode: write
// params: { rows: rows.AccountWrite[] }
// row: { written: number }
// cardinality: one
UNWIND $rows AS row
MATCH (a:Account {tenantId: $tenantId, id: row.id})
SET a += row.properties
WITH a, row
CALL (a, row) {
  WITH a, row WHERE row.owner IS NOT NULL
  MATCH (a)-[old:OWNED_BY]->()
  DELETE old
}
CALL (a, row) {
  WITH a, row WHERE row.owner.id IS NOT NULL
  MATCH (owner:Entity {tenantId: $tenantId, id: row.owner.id})
  CREATE (a)-[:OWNED_BY]->(owner)
}
CALL (a, row) {
  WITH a, row WHERE row.parent IS NOT NULL
  MATCH (a)-[old:SUBSIDIARY_OF]->()
  DELETE old
}
CALL (a, row) {
  WITH a, row WHERE row.parent.id IS NOT NULL
  MATCH (parent:Account {tenantId: $tenantId, id: row.parent.id})
  CREATE (a)-[:SUBSIDIARY_OF]->(parent)
}
RETURN count(a) AS written
