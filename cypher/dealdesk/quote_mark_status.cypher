// Moves a quote to another state.
// mode: write
// params: { quoteId: string; version: number; status: string }
// row: { quoteId: string }
// cardinality: one
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
SET quote.status = $status, quote.version = $version
RETURN quote.id AS quoteId
