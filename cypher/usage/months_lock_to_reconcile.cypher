// Claims the key, locks the chain, and the months that are to be compared with what they count: behind the lock nobody counts in them.
// mode: write
// row: rows.Locked & { months: rows.MonthRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_months
RETURN key {.answer, .inputSha256} AS claim, heads, months
