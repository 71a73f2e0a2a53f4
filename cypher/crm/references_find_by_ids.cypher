// Tells which of these ids are users, teams, accounts or products of the tenant.
// mode: read
// params: { ids: string[] }
// row: { id: string; type: 'User' | 'Team' | 'Account' | 'Product' }
// cardinality: at most one per id
UNWIND $ids AS wanted
MATCH (n:Entity {tenantId: $tenantId, id: wanted})
USING INDEX SEEK n:Entity(tenantId, id)
WHERE n:User OR n:Team OR n:Account OR n:Product
RETURN n.id AS id,
  CASE WHEN n:User THEN 'User' WHEN n:Team THEN 'Team' WHEN n:Account THEN 'Account' ELSE 'Product' END AS type
