// Locks an approval whose time has passed with its deal, and reads the line above whom it last went up to, above whom it
// waits for, or above the quote's owner where it waits for a role.
// mode: write
// params: { approvalId: string }
// row: rows.Locked & { approval: rows.ApprovalRow; quote: rows.QuoteRow; makerIds: string[]; managers: rows.ManagerRow[] }
// cardinality: one, none: the approval is not there
//+ claim_key
MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
//+ lock_head id='deal:' + approval.opportunityId kind=deal
MATCH (quote:Quote {tenantId: $tenantId, id: approval.quoteId})
SET approval._lock = true
WITH *
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: quote.id, number: quote.currentVersion})
OPTIONAL MATCH (below:User {tenantId: $tenantId, id: coalesce(last(approval.escalatedToIds), approval.assigneeId, quote.ownerId)})
RETURN key {.answer, .inputSha256} AS claim, heads,
  approval {
    //+ approval_fields
  } AS approval, quote {
    //+ quote_fields
  } AS quote,
  current.makerIds AS makerIds,
  COLLECT {
    MATCH (below) (()-[line:REPORTS_TO WHERE line.to IS NULL]->()){1,6} (boss:User)
    WHERE boss.endedAt IS NULL
    RETURN boss {.id, level: size(line),
      roles: COLLECT { MATCH (boss)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name }}
  } AS managers
