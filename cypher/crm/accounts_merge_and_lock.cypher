// Claims the key, locks the chains, and finds or makes the accounts of these external ids under their constraint, locked. One that was made has no version yet. $rows come sorted by external ids and are never empty.
// mode: write
// params: { rows: { externalId: string; id: string }[] }
// row: rows.Locked & { accounts: rows.AccountRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
CALL () {
  UNWIND $rows AS row
  MERGE (a:Account {tenantId: $tenantId, externalId: row.externalId})
    ON CREATE SET a:Entity, a.id = row.id, a.tenantKey = replace($tenantId, '-', '')
  SET a._lock = true
  WITH a
  //+ account_return
}
RETURN key {.answer, .inputSha256} AS claim, heads, collect(account) AS accounts
