// That an audit event was resolved, once, known by the event.
CREATE CONSTRAINT audit_resolution_id IF NOT EXISTS FOR (n:AuditResolution) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT audit_resolution_event IF NOT EXISTS FOR (n:AuditResolution) REQUIRE (n.tenantId, n.eventId) IS UNIQUE
