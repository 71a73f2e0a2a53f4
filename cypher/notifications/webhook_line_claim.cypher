// Takes an endpoint's line for a while, by the database's own clock: one at a time tells it, and few at a time a tenant's.
// mode: write
// params: { endpointId: string; holder: string; now: string; holdMs: number; most: number }
// row: rows.WebhookLineRow
// cardinality: one, none: not there, not active, held, waiting after a failure, or the tenant has its share
MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $endpointId})
SET line._lock = true
WITH line
MATCH (e:WebhookEndpoint {tenantId: $tenantId, id: $endpointId})
WITH line, e
WHERE e.status = 'ACTIVE' AND line.heldUntil <= timestamp() AND coalesce(line.pausedUntil, '') <= $now
  AND COUNT {
    MATCH (other:WebhookLine {tenantId: $tenantId}) WHERE other.endpointId > '' AND other.heldUntil > timestamp()
  } < $most
SET line.heldBy = $holder, line.heldUntil = timestamp() + $holdMs
RETURN line.next AS next, line.failingSince AS failingSince,
  coalesce(COLLECT { MATCH (log:LogHead {tenantId: $tenantId}) RETURN log.size }[0], 0) AS size,
  //+ webhook_endpoint_fields
