// Gives the locked tenant another plan.
// mode: write
// params: { plan: string; version: number }
// row: { id: string }
// cardinality: one
MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
SET tenant.plan = $plan, tenant.version = $version
RETURN tenant.id AS id
