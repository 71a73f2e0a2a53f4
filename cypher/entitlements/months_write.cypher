// Moves the counters of locked months.
// mode: write
// params: { months: rows.MonthRow[] }
// row: { written: number }
// cardinality: one
UNWIND $months AS moved
MATCH (month:MonthlyUsage {tenantId: $tenantId, workspaceId: moved.workspaceId, start: moved.start})
SET month.imports = moved.imports, month.exports = moved.exports, month.activeUsers = moved.activeUsers
RETURN count(*) AS written
