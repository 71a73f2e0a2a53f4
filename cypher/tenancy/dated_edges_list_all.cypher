// One page of all users by id with what they hold or held: roles, teams, teams that they led, managers. To be compared with their receipts.
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
RETURN n.id AS id, [(n)-[edge:HOLDS_ROLE|MEMBER_OF|LEADS|REPORTS_TO]->(other) |
  {type: type(edge), other: other.id, properties: properties(edge)}] AS edges
