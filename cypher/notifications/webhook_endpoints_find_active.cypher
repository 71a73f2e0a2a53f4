// Reads which endpoints are told, and of which steps.
// mode: read
// row: { id: string; steps: string[] }
// cardinality: one an active endpoint
MATCH (e:WebhookEndpoint {tenantId: $tenantId, status: 'ACTIVE'})
USING INDEX SEEK e:WebhookEndpoint(tenantId, status, id)
WHERE e.id > ''
RETURN e.id AS id, e.steps AS steps
