// Sets the line of a locked endpoint back to a leaf: what comes from there on is told again, as if it had never been.
// mode: write
// params: { endpointId: string; from: number; at: string }
// row: { next: number }
// cardinality: one
MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $endpointId})
SET line._lock = true
WITH line
SET line.next = CASE WHEN line.next < $from THEN line.next ELSE $from END,
  line.heldBy = null, line.heldUntil = 0, line.pausedUntil = null, line.failingSince = null, line.wakeAt = $at
RETURN line.next AS next
