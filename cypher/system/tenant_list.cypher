// One page of all tenants by handle, for operators and for processes that serve every tenant.
// mode: read
// params: { after: string; limit: number }
// row: { id: string; handle: string; name: string; kind: string; plan: string; createdAt: string; version: number }
// cardinality: up to limit
MATCH (tenant:Tenant)
WHERE tenant.handle > $after
RETURN tenant.id AS id, tenant.handle AS handle, tenant.name AS name, tenant.kind AS kind, tenant.plan AS plan,
  tenant.createdAt AS createdAt, tenant.version AS version
ORDER BY tenant.handle
LIMIT $limit
