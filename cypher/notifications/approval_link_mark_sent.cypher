// Notes that the mail server took a link's mail.
// mode: write
// params: { linkId: string; at: string }
// row: { id: string }
// cardinality: one
MATCH (link:ApprovalLink {tenantId: $tenantId, id: $linkId})
SET link.sentAt = $at
RETURN link.id AS id
