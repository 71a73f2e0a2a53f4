// Lists a tenant's quotes in one state, newest first.
// mode: read
// params: { status: string; before: string; beforeId: string; most: number }
// row: { quote: rows.QuoteRow }
// cardinality: many, at most $most
MATCH (quote:Quote {tenantId: $tenantId, status: $status})
USING INDEX SEEK quote:Quote(tenantId, status, createdAt, id)
WHERE quote.createdAt <= $before AND quote.id IS NOT NULL
  AND CASE WHEN quote.createdAt = $before THEN quote.id < $beforeId ELSE true END
WITH quote
ORDER BY quote.tenantId DESC, quote.status DESC, quote.createdAt DESC, quote.id DESC
LIMIT $most
RETURN quote {
  //+ quote_fields
} AS quote
