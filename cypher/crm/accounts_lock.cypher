// Claims the key, locks the chains and the accounts ($withFamilies: the roots of their families too), sorted by id, and reads the accounts behind the locks. A family may have moved meanwhile: then its root is not among $lockedIds.
// mode: write
// params: { ids: string[]; withFamilies: boolean }
// row: rows.Locked & { accounts: rows.AccountRow[]; lockedIds: string[] }
// cardinality: one
//+ claim_key
//+ lock_heads
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
CALL (lockedIds) {
  UNWIND $ids AS wanted
  MATCH (a:Account {tenantId: $tenantId, id: wanted})
  //+ account_return
}
RETURN key {.answer, .inputSha256} AS claim, heads, lockedIds, collect(account) AS accounts
