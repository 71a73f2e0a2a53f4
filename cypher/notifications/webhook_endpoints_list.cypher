// One page of endpoints, newest first.
// mode: read
// params: { beforeAt: string; beforeId: string; limit: number }
// row: { endpoint: rows.WebhookEndpointRow }
// cardinality: up to limit
MATCH (e:WebhookEndpoint {tenantId: $tenantId})
USING INDEX SEEK e:WebhookEndpoint(tenantId, createdAt, id)
WHERE e.createdAt <= $beforeAt AND e.id IS NOT NULL
  AND CASE WHEN e.createdAt = $beforeAt THEN e.id < $beforeId ELSE true END
RETURN
  //+ webhook_endpoint_fields
ORDER BY e.tenantId DESC, e.createdAt DESC, e.id DESC
LIMIT $limit
