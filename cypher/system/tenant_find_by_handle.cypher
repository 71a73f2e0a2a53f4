// Finds a tenant by its handle, which is unique among all tenants.
// mode: read
// params: { handle: string }
// row: { id: string; openedBy: string }
// cardinality: one, none: the handle is free
MATCH (tenant:Tenant {handle: $handle})
RETURN tenant.id AS id, tenant.openedBy AS openedBy
