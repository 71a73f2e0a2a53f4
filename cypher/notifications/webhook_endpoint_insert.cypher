// Stores a new endpoint, which is told of what is sealed from now on.
// mode: write
// params: { endpoint: rows.WebhookEndpointRow }
// row: { id: string }
// cardinality: one
CREATE (e:WebhookEndpoint:Entity {tenantId: $tenantId, id: $endpoint.id})
SET e += $endpoint
CREATE (line:WebhookLine {tenantId: $tenantId, endpointId: $endpoint.id, heldUntil: 0})
SET line.next = coalesce(COLLECT { MATCH (log:LogHead {tenantId: $tenantId}) RETURN log.size }[0], 0)
RETURN e.id AS id
