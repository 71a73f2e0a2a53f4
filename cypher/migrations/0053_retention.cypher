// Legal holds by state, and the one node that everybody locks who takes anything of a tenant's away.
CREATE CONSTRAINT legal_hold_id IF NOT EXISTS FOR (n:LegalHold) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX legal_hold_state IF NOT EXISTS FOR (n:LegalHold) ON (n.tenantId, n.state, n.createdAt, n.id);
CREATE CONSTRAINT retention_lock IF NOT EXISTS FOR (n:RetentionLock) REQUIRE (n.tenantId) IS UNIQUE
