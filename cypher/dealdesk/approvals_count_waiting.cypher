// Counts what is open in some inboxes, and what went up to one, by inbox, role and segment.
// mode: read
// params: { inboxes: string[]; escalatedInbox: string; now: string }
// row: { inbox: string; role: string; segment: string | null; waiting: number; overdue: number }
// cardinality: one for each inbox, role and segment that something waits in
CALL () {
  UNWIND $inboxes AS inbox
  MATCH (approval:Approval {tenantId: $tenantId, inbox: inbox, status: 'open'})
  USING INDEX SEEK approval:Approval(tenantId, inbox, status, requestedAt, id)
  WHERE approval.requestedAt IS NOT NULL AND approval.id IS NOT NULL
  RETURN inbox, approval
UNION
  MATCH (approval:Approval {tenantId: $tenantId, escalatedInbox: $escalatedInbox, status: 'open'})
  USING INDEX SEEK approval:Approval(tenantId, escalatedInbox, status, requestedAt, id)
  WHERE approval.requestedAt IS NOT NULL AND approval.id IS NOT NULL AND NOT approval.inbox IN $inboxes
  RETURN $escalatedInbox AS inbox, approval
}
RETURN inbox, approval.role AS role, approval.segment AS segment, count(*) AS waiting,
  sum(CASE WHEN approval.dueAt < $now OR approval.escalatedAt IS NOT NULL THEN 1 ELSE 0 END) AS overdue
