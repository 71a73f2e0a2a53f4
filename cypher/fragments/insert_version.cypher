// Adds a version with its lines to the quote in scope. Products are not merged with: that would lock each of them, and
// let all quotes of a product wait for each other.
// params: { version: rows.QuoteVersionRow; lines: rows.QuoteLineRow[] }
CREATE (quote)-[:HAS_VERSION]->(version:QuoteVersion:Entity {tenantId: $tenantId, id: $version.id})
SET version += $version
WITH quote, version
CALL (version) {
  UNWIND $lines AS item
  MATCH (product:Product {tenantId: $tenantId, id: item.productId})
  CREATE (version)-[:HAS_LINE]->(line:QuoteLine:Entity {tenantId: $tenantId, id: item.id})
  SET line += item, line.versionId = version.id, line.createdAt = version.createdAt
  CREATE (line)-[:OF_PRODUCT]->(product)
  WITH DISTINCT version, product
  CREATE (version)-[:CONTAINS]->(product)
}
