// Tenants that are accounts of an operators' tenant: the link as either of them has it, by the pair, by id, and those in force.
CREATE CONSTRAINT tenant_link_id IF NOT EXISTS FOR (n:TenantLink) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT tenant_link_pair IF NOT EXISTS FOR (n:TenantLink) REQUIRE (n.tenantId, n.operatorTenantId, n.linkedTenantId) IS UNIQUE;
CREATE INDEX tenant_link_state IF NOT EXISTS FOR (n:TenantLink) ON (n.tenantId, n.operatorTenantId, n.state, n.id)
