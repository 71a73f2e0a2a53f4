// One page of an endpoint's deliveries, the latest in the log first.
// mode: read
// params: { endpointId: string; before: number; limit: number }
// row: { delivery: rows.WebhookDeliveryRow }
// cardinality: up to limit
MATCH (d:WebhookDelivery {tenantId: $tenantId, endpointId: $endpointId})
USING INDEX SEEK d:WebhookDelivery(tenantId, endpointId, leafIndex)
WHERE d.leafIndex < $before
RETURN
  //+ webhook_delivery_fields
ORDER BY d.tenantId DESC, d.endpointId DESC, d.leafIndex DESC
LIMIT $limit
