// Asks for more approvals of a submitted quote.
// mode: write
// params: { quoteId: string }
// row: { inserted: number }
// cardinality: one
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
//+ insert_approvals
RETURN size($approvals) AS inserted
