// One page of a tenant's changes of terms in a state, oldest first.
// mode: read
// params: { state: string; afterAt: string; afterId: string; limit: number }
// row: { found: rows.TermsChangeRow }
// cardinality: up to limit
MATCH (change:TermsChange {tenantId: $tenantId, state: $state})
USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
WHERE change.createdAt >= $afterAt AND change.id IS NOT NULL
  AND CASE WHEN change.createdAt = $afterAt THEN change.id > $afterId ELSE true END
RETURN change {
  //+ terms_change_fields
} AS found
ORDER BY change.tenantId, change.state, change.createdAt, change.id
LIMIT $limit
