// Locks a quote's deal, to add what somebody says of the quote.
// mode: write
// params: { quoteId: string }
// row: rows.Locked & { quote: rows.QuoteRow }
// cardinality: one, none: the quote is not there
//+ claim_key
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
//+ lock_head id='deal:' + quote.opportunityId kind=deal
RETURN key {.answer, .inputSha256} AS claim, heads, quote {
    //+ quote_fields
  } AS quote
