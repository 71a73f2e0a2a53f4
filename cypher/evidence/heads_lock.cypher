// Claims the key and locks the named workflows, for writes that need no other fact behind the lock.
// mode: write
// params: Record<never, never>
// row: rows.Locked
// cardinality: one
//+ claim_key
//+ lock_heads
RETURN key {.answer, .inputSha256} AS claim, heads
