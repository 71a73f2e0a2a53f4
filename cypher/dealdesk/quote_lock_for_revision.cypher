// Locks a quote and its deal, and reads what its next version is made from; also used to recall it.
// mode: write
// params: { quoteId: string }
// row: rows.Locked & { quote: rows.QuoteRow; current: rows.VersionWithLinesRow; opportunity: { stage: string }; products: rows.PricedProductRow[]; approvals: rows.ApprovalRow[] }
// cardinality: one, none: the quote is not there
//+ claim_key
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
//+ lock_head id='deal:' + quote.opportunityId kind=deal
SET quote._lock = true
WITH *
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: quote.id, number: quote.currentVersion})
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: quote.opportunityId})
RETURN key {.answer, .inputSha256} AS claim, heads,
  quote {
    //+ quote_fields
  } AS quote, opportunity {.stage} AS opportunity,
  current {
    //+ version_fields version=current
  } AS current,
  [(quote)-[:NEEDS_APPROVAL]->(asked:Approval) | asked {
    //+ approval_fields
  }] AS approvals,
  //+ deal_products
