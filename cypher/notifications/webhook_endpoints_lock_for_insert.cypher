// Locks a new endpoint's chain and the tenant, behind which endpoints are counted.
// mode: write
// row: rows.Locked & { endpoints: number }
// cardinality: one
//+ claim_key
//+ lock_heads
//+ lock_tenant
RETURN key {.answer, .inputSha256} AS claim, heads,
  COUNT {
    MATCH (e:WebhookEndpoint {tenantId: $tenantId})
    USING INDEX SEEK e:WebhookEndpoint(tenantId, createdAt, id)
    WHERE e.createdAt > '' AND e.id IS NOT NULL
  } AS endpoints
