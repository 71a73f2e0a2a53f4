// Reads a link.
// mode: read
// params: { linkId: string }
// row: { link: rows.ApprovalLinkRow }
// cardinality: one, none: no such link
MATCH (link:ApprovalLink {tenantId: $tenantId, id: $linkId})
RETURN
  //+ approval_link_fields
