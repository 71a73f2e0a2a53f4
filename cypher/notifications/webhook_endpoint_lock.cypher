// Locks an endpoint's chain and the endpoint, and reads how much the tenant's log holds.
// mode: write
// params: { endpointId: string }
// row: rows.Locked & { endpoint: rows.WebhookEndpointRow; size: number }
// cardinality: one, none: no such endpoint
//+ claim_key
//+ lock_heads
MATCH (e:WebhookEndpoint {tenantId: $tenantId, id: $endpointId})
SET e._lock = true
WITH key, heads, e
RETURN key {.answer, .inputSha256} AS claim, heads,
  coalesce(COLLECT { MATCH (log:LogHead {tenantId: $tenantId}) RETURN log.size }[0], 0) AS size,
  //+ webhook_endpoint_fields
