// Gives a line back: when it is to be looked at again, and whether it waits until then. The rest is left to whoever holds it now.
// mode: write
// params: { endpointId: string; holder: string; next: number; isPaused: boolean }
// row: { wakeAt: string | null; next: number; size: number }
// cardinality: one, none: the line is no longer this holder's
MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $endpointId})
SET line._lock = true
WITH line
WHERE line.heldBy = $holder
WITH line, COLLECT {
  MATCH (d:WebhookDelivery {tenantId: $tenantId, endpointId: $endpointId, status: 'RETRYING'})
  WHERE d.leafIndex < $next
  RETURN min(d.nextAt)
}[0] AS wakeAt
SET line.next = $next, line.heldBy = null, line.heldUntil = 0, line.wakeAt = wakeAt,
  line.pausedUntil = CASE WHEN $isPaused THEN wakeAt ELSE null END
RETURN wakeAt, line.next AS next,
  coalesce(COLLECT { MATCH (log:LogHead {tenantId: $tenantId}) RETURN log.size }[0], 0) AS size
