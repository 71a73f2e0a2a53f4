// Webhook endpoints, how far each was told, and what became of it.
CREATE CONSTRAINT webhook_endpoint_id IF NOT EXISTS FOR (n:WebhookEndpoint) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX webhook_endpoint_created IF NOT EXISTS FOR (n:WebhookEndpoint) ON (n.tenantId, n.createdAt, n.id);
CREATE INDEX webhook_endpoint_status IF NOT EXISTS FOR (n:WebhookEndpoint) ON (n.tenantId, n.status, n.id);
CREATE CONSTRAINT webhook_line_endpoint IF NOT EXISTS FOR (n:WebhookLine) REQUIRE (n.tenantId, n.endpointId) IS UNIQUE;
CREATE CONSTRAINT webhook_delivery_leaf IF NOT EXISTS FOR (n:WebhookDelivery) REQUIRE (n.tenantId, n.endpointId, n.leafIndex) IS UNIQUE;
CREATE INDEX webhook_delivery_status IF NOT EXISTS FOR (n:WebhookDelivery) ON (n.tenantId, n.endpointId, n.status, n.leafIndex)
