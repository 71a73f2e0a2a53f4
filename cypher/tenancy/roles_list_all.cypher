// One page of all roles by name, to be compared with their receipts.
// mode: read
// params: { after: string; most: number }
// row: rows.ListedNode
// cardinality: many, at most $most
MATCH (n:Role {tenantId: $tenantId})
USING INDEX SEEK n:Role(tenantId, name)
WHERE n.name > $after
RETURN n.name AS id, n.name AS owner
ORDER BY n.tenantId, n.name
LIMIT $most
