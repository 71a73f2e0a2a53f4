// Events by their identity, and in the orders in which they are asked for (R1); slots of rules that keep fewer; counters of a month.
CREATE CONSTRAINT event_identity IF NOT EXISTS FOR (n:Event) REQUIRE (n.tenantId, n.source, n.externalId) IS UNIQUE;
CREATE CONSTRAINT event_id IF NOT EXISTS FOR (n:Event) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX event_category IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.category, n.occurredAt, n.id);
CREATE INDEX event_type IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.type, n.occurredAt, n.id);
CREATE INDEX event_user IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.userId, n.occurredAt, n.id);
CREATE INDEX event_ingested IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.ingestedAt, n.id);
CREATE CONSTRAINT dedup_slot IF NOT EXISTS FOR (n:DedupSlot) REQUIRE (n.tenantId, n.key) IS UNIQUE;
CREATE CONSTRAINT monthly_usage IF NOT EXISTS FOR (n:MonthlyUsage) REQUIRE (n.tenantId, n.workspaceId, n.start) IS UNIQUE;
CREATE INDEX event_source IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.source, n.occurredAt, n.id);
CREATE CONSTRAINT system_kind IF NOT EXISTS FOR (n:System) REQUIRE (n.tenantId, n.kind) IS UNIQUE;
CREATE CONSTRAINT system_id IF NOT EXISTS FOR (n:System) REQUIRE (n.tenantId, n.id) IS UNIQUE
