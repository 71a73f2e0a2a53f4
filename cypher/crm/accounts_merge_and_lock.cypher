// Claims the key, locks the chains, finds or makes the accounts of these external ids under their constraint, locked, and
// locks the accounts in $ids (parents to be) with their families. One that was made has no version yet. $rows come sorted
// by external id and are never empty.
// mode: write
// params: { rows: { externalId: string; id: string }[] }
// row: rows.Locked & { accounts: rows.AccountRow[]; lockedIds: string[] }
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_families
CALL (lockedIds) {
  UNWIND $rows AS row
  MERGE (a:Account {tenantId: $tenantId, externalId: row.externalId})
    ON CREATE SET a:Entity, a.id = row.id, a.tenantKey = replace($tenantId, '-', '')
  SET a._lock = true
  WITH a
  //+ account_return
}
RETURN key {.answer, .inputSha256} AS claim, heads, lockedIds, collect(account) AS accounts
