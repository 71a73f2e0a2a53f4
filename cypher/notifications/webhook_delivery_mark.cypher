// Notes what became of telling an endpoint of one receipt, moves its line on and holds it a while longer.
// mode: write
// params: { delivery: rows.WebhookDeliveryRow; holder: string; holdMs: number; next: number; failingSince: string | null }
// row: { next: number }
// cardinality: one, none: the line is no longer this holder's, and nothing was noted
MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $delivery.endpointId})
SET line._lock = true
WITH line
WHERE line.heldBy = $holder
SET line.next = $next, line.failingSince = $failingSince, line.heldUntil = timestamp() + $holdMs
WITH line
MERGE (d:WebhookDelivery {tenantId: $tenantId, endpointId: $delivery.endpointId, leafIndex: $delivery.leafIndex})
SET d += $delivery
RETURN line.next AS next
