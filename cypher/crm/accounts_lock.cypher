// Claims the key, locks the chains and the accounts ($withFamilies: the roots of their families too), and reads the
// accounts behind the locks. A family may have moved meanwhile: then its root is not among lockedIds.
// mode: write
// row: rows.Locked & { accounts: rows.AccountRow[]; lockedIds: string[] }
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_families
CALL (lockedIds) {
  UNWIND $ids AS wanted
  MATCH (a:Account {tenantId: $tenantId, id: wanted})
  //+ account_return
}
RETURN key {.answer, .inputSha256} AS claim, heads, lockedIds, collect(account) AS accounts
