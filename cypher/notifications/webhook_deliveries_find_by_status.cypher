// Reads an endpoint's deliveries in one state that lie before a leaf, in log order.
// mode: read
// params: { endpointId: string; status: string; before: number; most: number }
// row: { delivery: rows.WebhookDeliveryRow }
// cardinality: many, at most $most
MATCH (d:WebhookDelivery {tenantId: $tenantId, endpointId: $endpointId, status: $status})
USING INDEX SEEK d:WebhookDelivery(tenantId, endpointId, status, leafIndex)
WHERE d.leafIndex < $before
RETURN
  //+ webhook_delivery_fields
ORDER BY d.tenantId, d.endpointId, d.status, d.leafIndex
LIMIT $most
