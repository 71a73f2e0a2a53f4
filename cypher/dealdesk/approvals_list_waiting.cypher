// Lists what is open in some inboxes, and what went up to one, the oldest of each; they are put in order by who asks.
// mode: read
// params: { inboxes: string[]; escalatedInbox: string | null }
// row: { approval: rows.ApprovalRow }
// cardinality: many, at most $most an inbox
CALL () {
  UNWIND $inboxes AS inbox
  CALL (inbox) {
    MATCH (approval:Approval {tenantId: $tenantId, inbox: inbox, status: 'open'})
    USING INDEX SEEK approval:Approval(tenantId, inbox, status, requestedAt, id)
    //+ waiting_page
    WITH approval
    ORDER BY approval.tenantId, approval.inbox, approval.status, approval.requestedAt, approval.id
    LIMIT $most
    RETURN approval
  }
  RETURN approval
UNION
  MATCH (approval:Approval {tenantId: $tenantId, escalatedInbox: $escalatedInbox, status: 'open'})
  USING INDEX SEEK approval:Approval(tenantId, escalatedInbox, status, requestedAt, id)
  //+ waiting_page
  WITH approval
  ORDER BY approval.tenantId, approval.escalatedInbox, approval.status, approval.requestedAt, approval.id
  LIMIT $most
  RETURN approval
}
RETURN approval {
  //+ approval_fields
} AS approval
