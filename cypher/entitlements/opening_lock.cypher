// Claims the key, locks the chains of a tenant that is opened, and the month in which its first seats count.
// mode: write
// row: rows.Locked & { months: rows.MonthRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_months
RETURN key {.answer, .inputSha256} AS claim, heads, months
