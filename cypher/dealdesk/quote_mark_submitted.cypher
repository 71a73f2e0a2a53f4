// Moves a quote to the state its submission led to, with the approvals it needs; supersedes those of earlier versions.
// mode: write
// params: { quoteId: string; version: number; status: string; submittedOn: string; submittedBy: string; expiresAt: string | null; superseded: string[] }
// row: { marked: number }
// grouped: yes
// cardinality: one
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
SET quote.status = $status, quote.version = $version, quote.submittedOn = $submittedOn, quote.submittedBy = $submittedBy,
  quote.expiresAt = $expiresAt
WITH quote
CALL (quote) {
  UNWIND $superseded AS approvalId
  MATCH (old:Approval {tenantId: $tenantId, id: approvalId})
  SET old.status = 'superseded', old.version = old.version + 1
}
//+ insert_approvals
RETURN 1 AS marked
