// Claims the key, locks the erasure's chain, the tenant's retention and its roll-up, and reads the holds in force behind them: what every
// transaction of an erasure does first.
// mode: write
// params: Record<never, never>
// row: rows.Locked & { holds: rows.HoldInForce[] }
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_retention
//+ lock_roll_up
RETURN key {.answer, .inputSha256} AS claim, heads, holds
