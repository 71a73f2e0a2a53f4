// Gives a quote its next version, which becomes the current one.
// mode: write
// params: { quoteId: string; quoteVersion: number; status: string }
// row: { quoteId: string }
// cardinality: one
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
SET quote.status = $status, quote.version = $quoteVersion, quote.currentVersion = $version.number
//+ insert_version
RETURN quote.id AS quoteId
