// One page of the counters of months, by workspace and month, behind one.
// mode: read
// params: { since: string; afterWorkspace: string; afterStart: string; most: number }
// row: { month: rows.MonthRow; agreed: string | null }
// cardinality: many, at most $most
MATCH (month:MonthlyUsage {tenantId: $tenantId})
USING INDEX SEEK month:MonthlyUsage(tenantId, workspaceId, start)
WHERE month.workspaceId >= $afterWorkspace AND month.start >= $since
  AND CASE WHEN month.workspaceId = $afterWorkspace THEN month.start > $afterStart ELSE true END
WITH month
ORDER BY month.tenantId, month.workspaceId, month.start
LIMIT $most
RETURN month {.workspaceId, .start, .imports, .exports, .activeUsers} AS month, month.agreed AS agreed
