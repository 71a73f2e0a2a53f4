// Forgets deliveries of an endpoint.
// mode: write
// params: { endpointId: string; leaves: number[] }
// row: { endpointId: string }
// cardinality: one a delivery that was there
UNWIND $leaves AS leaf
MATCH (d:WebhookDelivery {tenantId: $tenantId, endpointId: $endpointId, leafIndex: leaf})
DETACH DELETE d
RETURN $endpointId AS endpointId
