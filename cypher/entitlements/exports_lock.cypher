// Claims the key, locks chains and the month in which an export counts, and reads behind them what the plan allows.
// mode: write
// row: rows.Locked & { months: rows.MonthRow[]; terms: rows.TermsRow }
// cardinality: one; none: no such tenant
//+ claim_key
//+ lock_heads
//+ lock_months
//+ terms_in_force
RETURN key {.answer, .inputSha256} AS claim, heads, months, terms
