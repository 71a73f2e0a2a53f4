// Workspaces under a plan's limit; what somebody may use, and the billing grounds that ended; seats by type; imports under way.
CREATE CONSTRAINT workspace_id IF NOT EXISTS FOR (n:Workspace) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT workspace_handle IF NOT EXISTS FOR (n:Workspace) REQUIRE (n.tenantId, n.handle) IS UNIQUE;
CREATE INDEX workspace_state IF NOT EXISTS FOR (n:Workspace) ON (n.tenantId, n.state, n.createdAt, n.id);
CREATE CONSTRAINT entitlement_id IF NOT EXISTS FOR (n:Entitlement) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT entitlement_ground IF NOT EXISTS FOR (n:Entitlement) REQUIRE (n.tenantId, n.subject, n.name, n.ground) IS UNIQUE;
CREATE INDEX entitlement_by_ground IF NOT EXISTS FOR (n:Entitlement) ON (n.tenantId, n.ground, n.id);
CREATE INDEX entitlement_listed IF NOT EXISTS FOR (n:Entitlement) ON (n.tenantId, n.createdAt, n.id);
CREATE INDEX entitlement_by_subject IF NOT EXISTS FOR (n:Entitlement) ON (n.tenantId, n.subject, n.createdAt, n.id);
CREATE CONSTRAINT ended_ground_id IF NOT EXISTS FOR (n:EndedGround) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX seat_by_type IF NOT EXISTS FOR (n:Seat) ON (n.tenantId, n.state, n.type, n.createdAt, n.id);
CREATE INDEX import_run_status IF NOT EXISTS FOR (n:ImportRun) ON (n.tenantId, n.status, n.createdAt, n.id)
