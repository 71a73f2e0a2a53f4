// Counters of one workspace and month, how many workspaces there are, and what is agreed with the tenant.
// mode: read
// params: { workspaceId: string; start: string }
// row: { month: rows.MonthRow | null; workspaces: number; terms: rows.TermsRow }
// cardinality: one; none: no such tenant
OPTIONAL MATCH (month:MonthlyUsage {tenantId: $tenantId, workspaceId: $workspaceId, start: $start})
//+ terms_in_force
//+ active_workspaces
RETURN month {.workspaceId, .start, .imports, .exports, .activeUsers} AS month, workspaces, terms
