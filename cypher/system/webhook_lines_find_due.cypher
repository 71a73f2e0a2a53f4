// Finds endpoints that are to be told of something: their log has grown, or a delivery is due again.
// mode: read
// params: { now: string }
// row: { tenantId: string; endpointId: string }
// cardinality: many, one an endpoint
MATCH (line:WebhookLine)
USING INDEX line:WebhookLine(tenantId, endpointId)
WHERE line.tenantId IS NOT NULL AND line.endpointId IS NOT NULL
  AND line.heldUntil <= timestamp() AND coalesce(line.pausedUntil, '') <= $now
OPTIONAL MATCH (log:LogHead {tenantId: line.tenantId})
WITH line, coalesce(log.size, 0) AS size
WHERE line.next < size OR line.wakeAt <= $now
RETURN line.tenantId AS tenantId, line.endpointId AS endpointId
