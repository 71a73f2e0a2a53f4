// Makes the link of a notice, or finds the one that was made for it before.
// mode: write
// params: { link: rows.ApprovalLinkRow }
// row: { link: rows.ApprovalLinkRow }
// cardinality: one
MERGE (link:ApprovalLink {tenantId: $tenantId, notice: $link.notice})
  ON CREATE SET link += $link
SET link._lock = true
WITH link
RETURN
  //+ approval_link_fields
