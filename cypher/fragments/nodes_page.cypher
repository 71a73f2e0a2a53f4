// One page of a label's nodes by id, behind one, for comparing them with their receipts; owner names whose chain tells of them.
// params: { after: string; most: number }
MATCH (n:{{label}} {tenantId: $tenantId})
USING INDEX SEEK n:{{label}}(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.{{owner}} AS owner
ORDER BY n.tenantId, n.id
LIMIT $most
