// Reads the tenant itself.
// mode: read
// params: Record<never, never>
// row: { id: string; handle: string; name: string; kind: string; plan: string; createdAt: string; version: number }
// cardinality: one, none: no such tenant
MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
RETURN tenant.id AS id, tenant.handle AS handle, tenant.name AS name, tenant.kind AS kind, tenant.plan AS plan,
  tenant.createdAt AS createdAt, tenant.version AS version
