// Claims the key, locks the chain of an import and the month that will count it, and reads behind them what the plan allows and
// how many imports are under way.
// mode: write
// params: { since: string }
// row: rows.Locked & { months: rows.MonthRow[]; terms: rows.TermsRow; underWay: number }
// cardinality: one; none: no such tenant
//+ claim_key
//+ lock_heads
//+ lock_months
//+ terms_in_force
CALL () {
  MATCH (run:ImportRun {tenantId: $tenantId, status: 'running'})
  USING INDEX SEEK run:ImportRun(tenantId, status, createdAt, id)
  WHERE run.createdAt >= $since AND run.id IS NOT NULL
  RETURN count(run) AS underWay
}
RETURN key {.answer, .inputSha256} AS claim, heads, months, terms, underWay
