// Lists a tenant's quotes, newest first.
// mode: read
// params: { before: string; beforeId: string; most: number }
// row: { quote: rows.QuoteRow }
// cardinality: many, at most $most
MATCH (quote:Quote {tenantId: $tenantId})
USING INDEX SEEK quote:Quote(tenantId, createdAt, id)
WHERE quote.createdAt <= $before AND quote.id IS NOT NULL
  AND CASE WHEN quote.createdAt = $before THEN quote.id < $beforeId ELSE true END
WITH quote
ORDER BY quote.tenantId DESC, quote.createdAt DESC, quote.id DESC
LIMIT $most
RETURN quote {
  //+ quote_fields
} AS quote
