// Reads an endpoint.
// mode: read
// params: { endpointId: string }
// row: { endpoint: rows.WebhookEndpointRow }
// cardinality: one, none: no such endpoint
MATCH (e:WebhookEndpoint {tenantId: $tenantId, id: $endpointId})
RETURN
  //+ webhook_endpoint_fields
