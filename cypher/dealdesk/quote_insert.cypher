// Inserts a quote with its first version and lines.
// mode: write
// params: { quote: rows.QuoteRow; version: rows.QuoteVersionRow; lines: rows.QuoteLineRow[] }
// row: { quoteId: string }
// cardinality: one
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: $quote.opportunityId})
CREATE (opportunity)-[:HAS_QUOTE]->(quote:Quote:Entity {tenantId: $tenantId, id: $quote.id})
SET quote += $quote
//+ insert_version
RETURN quote.id AS quoteId
