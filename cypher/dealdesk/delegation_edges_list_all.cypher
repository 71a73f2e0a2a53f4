// One page of all users by id with whom they delegated their approvals to, to be compared with their receipts.
// mode: read
// params: { after: string; most: number }
// row: { id: string; edges: { type: string; other: string; properties: Record<string, unknown> }[] }
// cardinality: many, at most $most
MATCH (n:User {tenantId: $tenantId})
USING INDEX SEEK n:User(tenantId, id)
WHERE n.id > $after
WITH n
ORDER BY n.tenantId, n.id
LIMIT $most
RETURN n.id AS id, [(n)-[edge:DELEGATES_TO]->(other) | {type: type(edge), other: other.id, properties: properties(edge)}] AS edges
