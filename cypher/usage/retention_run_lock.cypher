// Claims the key, locks the chain and what leaves of a tenant, and reads the run that is to be told.
// mode: write
// row: rows.Locked & { run: rows.RetentionRunRow | null }
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_retention
OPTIONAL MATCH (run:RetentionRun {tenantId: $tenantId})
RETURN key {.answer, .inputSha256} AS claim, heads, run {.id, .startedAt, .told} AS run
