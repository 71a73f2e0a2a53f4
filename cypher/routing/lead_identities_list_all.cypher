// One page of all lead identities of a kind by value, to be compared with the receipts of their leads.
// mode: read
// params: { kind: string; after: string; most: number }
// row: rows.ListedNode & { value: string }
// cardinality: many, at most $most
MATCH (n:LeadIdentity {tenantId: $tenantId, kind: $kind})
USING INDEX SEEK n:LeadIdentity(tenantId, kind, value)
WHERE n.value > $after
WITH n
ORDER BY n.tenantId, n.kind, n.value
LIMIT $most
RETURN n.kind + ' ' + n.value AS id, head([(n)-[:IDENTIFIES]->(lead:Lead) | lead.id]) AS owner, n.value AS value
