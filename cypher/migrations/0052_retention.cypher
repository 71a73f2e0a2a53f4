// Events by class and by when they came in, of which those that expire are the first; what is left of metered ones by when they happened;
// reported audit events by when they came in; the removal under way of each tenant.
DROP INDEX event_ingested IF EXISTS;
CREATE INDEX event_expiry IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.retention, n.ingestedAt, n.id);
CREATE INDEX event_identity_end IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.happenedAt, n.id);
CREATE INDEX audit_event_expiry IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.createdAt, n.id);
CREATE CONSTRAINT retention_run IF NOT EXISTS FOR (n:RetentionRun) REQUIRE n.tenantId IS UNIQUE
