// Locks the accounts in $ids and, when $withFamilies, the roots of their families, sorted by id; gives the ids that were locked.
// params: { ids: string[]; withFamilies: boolean }
CALL () {
  UNWIND $ids AS wanted
  MATCH (n:Account {tenantId: $tenantId, id: wanted})
  WITH collect(n.id) + CASE WHEN $withFamilies THEN collect(n.familyRootId) ELSE [] END AS found
  UNWIND found AS id
  WITH DISTINCT id ORDER BY id
  MATCH (n:Account {tenantId: $tenantId, id: id})
  SET n._lock = true
  RETURN collect(n.id) AS lockedIds
}
