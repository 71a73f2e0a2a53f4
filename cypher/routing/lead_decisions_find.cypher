// Finds what explains a lead's way: its last routing and preflight decisions, its match, and its pools' turns.
// mode: read
// params: { leadId: string }
// row: { lead: rows.LeadRow; routing: rows.LeadDecisionRow | null; preflight: rows.LeadDecisionRow | null; match: { accountId: string; criterion: string; score: number; at: string } | null; assignments: rows.AssignmentRow[]; timers: rows.SlaTimerRow[] }
// cardinality: one, none: the lead is not there
MATCH (lead:Lead {tenantId: $tenantId, id: $leadId})
WITH lead,
  COLLECT {
    MATCH (decision:PolicyDecision {tenantId: $tenantId, resourceId: $leadId})
    USING INDEX SEEK decision:PolicyDecision(tenantId, resourceId, createdAt, id)
    WHERE decision.createdAt IS NOT NULL AND decision.id IS NOT NULL
    WITH decision
    ORDER BY decision.tenantId, decision.resourceId, decision.createdAt, decision.id
    LIMIT 200
    WITH decision, decision.receiptId AS receiptId
    OPTIONAL MATCH (payload:BusinessPayload {tenantId: $tenantId, id: receiptId})
    RETURN decision {.id, .createdAt, .receiptId, .package, .policyVersion, .configVersion, .allow, .ruleIds,
      content: payload.content}
  } AS decisions
RETURN lead {.*} AS lead,
  last([decision IN decisions WHERE decision.package = 'lead_routing']) AS routing,
  last([decision IN decisions WHERE decision.package = 'lead_routing.preflight']) AS preflight,
  head([(lead)-[matched:MATCHED_TO]->(account:Account) |
    {accountId: account.id, criterion: matched.criterion, score: matched.score, at: matched.at}]) AS match,
  COLLECT {
    MATCH (assignment:Assignment {tenantId: $tenantId, leadId: $leadId})
    USING INDEX SEEK assignment:Assignment(tenantId, leadId, createdAt, id)
    WHERE assignment.createdAt IS NOT NULL AND assignment.id IS NOT NULL
    WITH assignment
    ORDER BY assignment.tenantId, assignment.leadId, assignment.createdAt, assignment.id
    LIMIT 50
    RETURN assignment {.*}
  } AS assignments,
  [(lead)-[:HAS_TIMER]->(timer:SlaTimer) | timer {.*}] AS timers
