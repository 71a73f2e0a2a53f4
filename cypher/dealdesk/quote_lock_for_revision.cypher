// Locks a quote and its deal, and reads what its next version is made from; also used to recall it.
// mode: write
// params: { quoteId: string; productIds: string[] }
// row: rows.Locked & { quote: rows.QuoteRow; current: rows.QuoteVersionRow & { lines: rows.QuoteLineRow[] }; opportunity: { stage: string }; products: rows.PricedProductRow[]; approvals: rows.ApprovalRow[] }
// cardinality: one, none: the quote is not there
//+ claim_key
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
//+ lock_head id='deal:' + quote.opportunityId kind=deal
SET quote._lock = true
WITH *
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: quote.id, number: quote.currentVersion})
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: quote.opportunityId})
RETURN key {.answer, .inputSha256} AS claim, heads,
  properties(quote) AS quote, opportunity {.stage} AS opportunity,
  current {.*, lines: [(current)-[:HAS_LINE]->(l:QuoteLine) | l {.*}]} AS current,
  [(quote)-[:NEEDS_APPROVAL]->(a:Approval) | a {.*}] AS approvals,
  COLLECT {
    UNWIND $productIds AS productId
    MATCH (product:Product {tenantId: $tenantId, id: productId})
    RETURN product {.id, .sku, family: product.series, .listPriceMinor, .currency, recurring: coalesce(product.recurring, false)}
  } AS products
