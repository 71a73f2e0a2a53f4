// Locks the months in $months, which come sorted by name, and reads their counters; a month is made on first use. The last of all locks.
// params: { months: rows.MonthKey[] }
CALL () {
  UNWIND $months AS wanted
  MERGE (month:MonthlyUsage {tenantId: $tenantId, workspaceId: wanted.workspaceId, start: wanted.start})
    ON CREATE SET month.imports = 0, month.exports = 0, month.activeUsers = 0
  SET month._lock = true
  WITH month
  RETURN collect(month {.workspaceId, .start, .imports, .exports, .activeUsers}) AS months
}
