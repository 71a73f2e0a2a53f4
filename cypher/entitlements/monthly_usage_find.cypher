// Counters of one workspace and month.
// mode: read
// params: { workspaceId: string; start: string }
// row: rows.MonthRow
// cardinality: one, none: nothing was counted
MATCH (month:MonthlyUsage {tenantId: $tenantId, workspaceId: $workspaceId, start: $start})
RETURN month.workspaceId AS workspaceId, month.start AS start, month.imports AS imports, month.exports AS exports,
  month.activeUsers AS activeUsers
