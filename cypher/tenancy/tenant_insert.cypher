// Creates a tenant with its roles.
// mode: write
// params: { tenant: rows.NewTenant; roles: string[]; at: string }
// row: { id: string }
// cardinality: one
CREATE (tenant:Tenant:Entity {
  tenantId: $tenantId, id: $tenantId, createdAt: $at, version: 1, handle: $tenant.handle, name: $tenant.name,
  kind: $tenant.kind, plan: $tenant.plan, openedBy: $tenant.openedBy})
WITH tenant
CALL () {
  UNWIND $roles AS name
  MERGE (role:Role {tenantId: $tenantId, name: name})
    ON CREATE SET role.id = name, role.createdAt = $at
}
RETURN tenant.id AS id
