// Finds tenants that have receipts to seal; the one discovery that starts from no tenant and no index.
// mode: read
// params: Record<never, never>
// row: { tenantId: string }
// cardinality: many, one a tenant
MATCH (receipt:Unsealed)
RETURN DISTINCT receipt.tenantId AS tenantId
