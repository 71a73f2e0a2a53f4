// Claims the key, locks the named workflows and the tenant's retention, and reads the holds in force: what every transaction does first
// that takes something away.
// mode: write
// params: Record<never, never>
// row: rows.Locked & { holds: rows.HoldInForce[] }
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_retention
RETURN key {.answer, .inputSha256} AS claim, heads, holds
