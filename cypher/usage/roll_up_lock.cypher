// Claims the key, and locks the chain and the tenant's roll-up.
// mode: write
// params: { heads: rows.HeadParams[] }
// row: rows.Locked
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_roll_up
RETURN key {.answer, .inputSha256} AS claim, heads
