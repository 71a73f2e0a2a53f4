// Claims the key, locks the chain and what holds a tenant's reconciliations apart, and reads the last of them.
// mode: write
// row: rows.Locked & { last: rows.ReconciliationRow | null }
// cardinality: one
//+ claim_key
//+ lock_heads
MERGE (lock:ReconciliationLock {tenantId: $tenantId})
SET lock._lock = true
WITH key, heads
CALL () {
  MATCH (run:Reconciliation {tenantId: $tenantId})
  USING INDEX SEEK run:Reconciliation(tenantId, createdAt, id)
  WHERE run.createdAt > '' AND run.id IS NOT NULL
  WITH run
  ORDER BY run.tenantId DESC, run.createdAt DESC, run.id DESC
  LIMIT 1
  RETURN collect(properties(run)) AS runs
}
RETURN key {.answer, .inputSha256} AS claim, heads, head(runs) AS last
