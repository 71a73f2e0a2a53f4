// Notes that a link has decided; the first time stands.
// mode: write
// params: { linkId: string; at: string }
// row: { usedAt: string }
// cardinality: one
MATCH (link:ApprovalLink {tenantId: $tenantId, id: $linkId})
SET link._lock = true
WITH link
SET link.usedAt = coalesce(link.usedAt, $at)
RETURN link.usedAt AS usedAt
