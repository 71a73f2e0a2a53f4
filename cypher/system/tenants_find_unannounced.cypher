// Finds tenants whose log has grown beyond what a listener was told of.
// mode: read
// params: { listener: string }
// row: { tenantId: string }
// cardinality: many, one a tenant
MATCH (head:LogHead) WHERE head.tenantId IS NOT NULL AND head.size > 0
OPTIONAL MATCH (told:Announcement {tenantId: head.tenantId, listener: $listener})
WITH head, coalesce(told.through, 0) AS through WHERE through < head.size
RETURN head.tenantId AS tenantId
