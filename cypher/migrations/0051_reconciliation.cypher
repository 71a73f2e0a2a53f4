// Reconciliations: newest first for readers, the last for the next one; and what holds two of a tenant apart.
CREATE CONSTRAINT reconciliation_id IF NOT EXISTS FOR (n:Reconciliation) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX reconciliation_created IF NOT EXISTS FOR (n:Reconciliation) ON (n.tenantId, n.createdAt, n.id);
CREATE CONSTRAINT reconciliation_lock IF NOT EXISTS FOR (n:ReconciliationLock) REQUIRE (n.tenantId) IS UNIQUE
