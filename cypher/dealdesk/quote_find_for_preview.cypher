// Reads what a submission of a quote would be decided on, without a lock.
// mode: read
// params: { quoteId: string; siblingsFrom: string; siblingsTo: string }
// row: rows.DealFactsRow & { quote: rows.QuoteRow; current: rows.QuoteVersionRow & { lines: rows.QuoteLineRow[] } }
// cardinality: one, none: the quote is not there
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: quote.id, number: quote.currentVersion})
//+ deal_facts
RETURN properties(quote) AS quote,
  current {.*, lines: [(current)-[:HAS_LINE]->(l:QuoteLine) | l {.*}]} AS current,
  properties(opportunity) AS opportunity, properties(account) AS account,
  ownerRoles, managers, siblings, config.number AS configNumber
