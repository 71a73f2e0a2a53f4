// Notes on months that are over what they were found to count, where that still stands.
// mode: write
// params: { months: rows.AgreedMonth[] }
// row: { marked: number }
// cardinality: one
UNWIND $months AS agreed
MATCH (month:MonthlyUsage {tenantId: $tenantId, workspaceId: agreed.workspaceId, start: agreed.start})
SET month.agreed = agreed.figures
RETURN count(*) AS marked
