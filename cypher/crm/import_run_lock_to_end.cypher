// Claims the key, locks the chain, the import run and the month that counts it, and sums its chunks behind the lock.
// mode: write
// params: { id: string }
// row: rows.Locked & { status: string; version: number } & rows.ImportCounts & { months: rows.MonthRow[] }
// cardinality: one, none: no such run
//+ claim_key
//+ lock_heads
MATCH (run:ImportRun {tenantId: $tenantId, id: $id})
SET run._lock = true
WITH key, heads, run
//+ import_counts
//+ lock_months
RETURN key {.answer, .inputSha256} AS claim, heads, run.status AS status, run.version AS version,
  created, updated, unchanged, rejected, repairs, warnings, months
