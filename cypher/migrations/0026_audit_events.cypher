// Audit events that other programs report: by their identity, and in the orders in which they are asked for; what of them is personal lies apart.
CREATE CONSTRAINT audit_event_identity IF NOT EXISTS FOR (n:AuditEvent) REQUIRE (n.tenantId, n.source, n.externalId) IS UNIQUE;
CREATE CONSTRAINT audit_event_id IF NOT EXISTS FOR (n:AuditEvent) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT audit_detail_id IF NOT EXISTS FOR (n:AuditDetail) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX audit_event_at IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.occurredAt, n.id);
CREATE INDEX audit_event_type IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.eventType, n.occurredAt, n.id);
CREATE INDEX audit_event_entity IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.entityId, n.occurredAt, n.id)
