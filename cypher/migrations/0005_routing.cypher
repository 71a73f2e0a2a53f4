// Leads with who they are, the order of each list and queue; pools, their turns, and deadlines.
CREATE CONSTRAINT lead_id IF NOT EXISTS FOR (n:Lead) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT lead_identity IF NOT EXISTS FOR (n:LeadIdentity) REQUIRE (n.tenantId, n.kind, n.value) IS UNIQUE;
CREATE INDEX lead_created IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.createdAt, n.id);
CREATE INDEX lead_status IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.status, n.createdAt, n.id);
CREATE INDEX lead_owner IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.ownerId, n.createdAt, n.id);
CREATE INDEX lead_owner_status IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.ownerId, n.status, n.createdAt, n.id);
CREATE INDEX lead_team IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.teamId, n.createdAt, n.id);
CREATE INDEX lead_team_status IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.teamId, n.status, n.createdAt, n.id);
CREATE INDEX lead_queue IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.queue, n.queueDueAt, n.id);
CREATE INDEX lead_waiting IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.waitingIn, n.createdAt, n.id);
CREATE CONSTRAINT routing_pool_name IF NOT EXISTS FOR (n:RoutingPool) REQUIRE (n.tenantId, n.name) IS UNIQUE;
CREATE CONSTRAINT routing_pool_id IF NOT EXISTS FOR (n:RoutingPool) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT assignment_id IF NOT EXISTS FOR (n:Assignment) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX assignment_lead IF NOT EXISTS FOR (n:Assignment) ON (n.tenantId, n.leadId, n.createdAt, n.id);
CREATE INDEX assignment_pool IF NOT EXISTS FOR (n:Assignment) ON (n.tenantId, n.pool, n.createdAt, n.id);
CREATE CONSTRAINT sla_timer_id IF NOT EXISTS FOR (n:SlaTimer) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX sla_timer_due IF NOT EXISTS FOR (n:SlaTimer) ON (n.tenantId, n.status, n.dueAt, n.id);
CREATE CONSTRAINT absence_id IF NOT EXISTS FOR (n:Absence) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX absence_user IF NOT EXISTS FOR (n:Absence) ON (n.tenantId, n.userId, n.endsAt, n.id)
