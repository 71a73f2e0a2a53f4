// Reads quotes by their ids.
// mode: read
// params: { ids: readonly string[] }
// row: { quote: rows.QuoteRow }
// cardinality: many, one an id that is there
UNWIND $ids AS wanted
MATCH (quote:Quote {tenantId: $tenantId, id: wanted})
RETURN quote {
  //+ quote_fields
} AS quote
