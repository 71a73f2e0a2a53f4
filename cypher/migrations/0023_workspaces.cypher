// Workspaces under a plan's limit; seats by type; imports under way.
CREATE CONSTRAINT workspace_id IF NOT EXISTS FOR (n:Workspace) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT workspace_handle IF NOT EXISTS FOR (n:Workspace) REQUIRE (n.tenantId, n.handle) IS UNIQUE;
CREATE INDEX workspace_state IF NOT EXISTS FOR (n:Workspace) ON (n.tenantId, n.state, n.createdAt, n.id);
CREATE INDEX seat_by_type IF NOT EXISTS FOR (n:Seat) ON (n.tenantId, n.state, n.type, n.createdAt, n.id);
CREATE INDEX import_run_status IF NOT EXISTS FOR (n:ImportRun) ON (n.tenantId, n.status, n.createdAt, n.id)
