// Tenants and their people. A tenant's handle and a key's hash are looked up before any tenant is known.
CREATE CONSTRAINT tenant_id IF NOT EXISTS FOR (n:Tenant) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT tenant_handle IF NOT EXISTS FOR (n:Tenant) REQUIRE n.handle IS UNIQUE;
CREATE CONSTRAINT user_id IF NOT EXISTS FOR (n:User) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT user_handle IF NOT EXISTS FOR (n:User) REQUIRE (n.tenantId, n.handle) IS UNIQUE;
CREATE CONSTRAINT user_subject IF NOT EXISTS FOR (n:User) REQUIRE (n.tenantId, n.subject) IS UNIQUE;
CREATE CONSTRAINT user_external_id IF NOT EXISTS FOR (n:User) REQUIRE (n.tenantId, n.externalId) IS UNIQUE;
CREATE INDEX user_name IF NOT EXISTS FOR (n:User) ON (n.tenantId, n.nameKey, n.id);
CREATE CONSTRAINT team_id IF NOT EXISTS FOR (n:Team) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT team_handle IF NOT EXISTS FOR (n:Team) REQUIRE (n.tenantId, n.handle) IS UNIQUE;
CREATE CONSTRAINT team_external_id IF NOT EXISTS FOR (n:Team) REQUIRE (n.tenantId, n.externalId) IS UNIQUE;
CREATE INDEX team_name IF NOT EXISTS FOR (n:Team) ON (n.tenantId, n.nameKey, n.id);
CREATE CONSTRAINT role_name IF NOT EXISTS FOR (n:Role) REQUIRE (n.tenantId, n.name) IS UNIQUE;
CREATE CONSTRAINT role_grant_id IF NOT EXISTS FOR (n:RoleGrant) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX role_grant_user IF NOT EXISTS FOR (n:RoleGrant) ON (n.tenantId, n.userId, n.state);
CREATE INDEX role_grant_state IF NOT EXISTS FOR (n:RoleGrant) ON (n.tenantId, n.state, n.createdAt, n.id);
CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (n:ApiKey) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT api_key_sha256 IF NOT EXISTS FOR (n:ApiKey) REQUIRE n.sha256 IS UNIQUE;
CREATE INDEX api_key_created IF NOT EXISTS FOR (n:ApiKey) ON (n.tenantId, n.createdAt, n.id);
CREATE CONSTRAINT config_version_id IF NOT EXISTS FOR (n:RevOpsConfigVersion) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT config_version_number IF NOT EXISTS FOR (n:RevOpsConfigVersion) REQUIRE (n.tenantId, n.number) IS UNIQUE;
CREATE INDEX config_version_state IF NOT EXISTS FOR (n:RevOpsConfigVersion) ON (n.tenantId, n.state, n.number)
