// One page of all lead identities by kind and value, to be compared with the receipts of their leads.
// mode: read
// params: { afterKind: string; after: string; most: number }
// row: rows.ListedNode & { kind: string; value: string }
// cardinality: many, at most $most
MATCH (n:LeadIdentity {tenantId: $tenantId})
USING INDEX SEEK n:LeadIdentity(tenantId, kind, value)
WHERE n.kind >= $afterKind AND n.value IS NOT NULL
  AND CASE WHEN n.kind = $afterKind THEN n.value > $after ELSE true END
WITH n
ORDER BY n.tenantId, n.kind, n.value
LIMIT $most
RETURN n.kind + ' ' + n.value AS id, head([(n)-[:IDENTIFIES]->(lead:Lead) | lead.id]) AS owner, n.kind AS kind, n.value AS value
