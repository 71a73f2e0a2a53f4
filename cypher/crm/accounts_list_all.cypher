// One page of all accounts by id with the root of their family, to be compared with their receipts.
// mode: read
// params: { after: string; most: number }
// row: rows.ListedNode & { root: string | null }
// cardinality: many, at most $most
MATCH (n:Account {tenantId: $tenantId})
USING INDEX SEEK n:Account(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner, n.familyRootId AS root
ORDER BY n.tenantId, n.id
LIMIT $most
