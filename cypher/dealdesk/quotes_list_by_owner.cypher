// Lists the quotes of one owner, newest first.
// mode: read
// params: { ownerId: string; before: string; beforeId: string; most: number }
// row: { quote: rows.QuoteRow }
// cardinality: many, at most $most
MATCH (quote:Quote {tenantId: $tenantId, ownerId: $ownerId})
USING INDEX SEEK quote:Quote(tenantId, ownerId, createdAt, id)
WHERE quote.createdAt <= $before AND quote.id IS NOT NULL
  AND CASE WHEN quote.createdAt = $before THEN quote.id < $beforeId ELSE true END
WITH quote
ORDER BY quote.tenantId DESC, quote.ownerId DESC, quote.createdAt DESC, quote.id DESC
LIMIT $most
RETURN quote {
  //+ quote_fields
} AS quote
