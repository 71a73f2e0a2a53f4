// Changes a locked endpoint. Whoever is telling it stops at the next receipt, and begins anew with what it is now.
// mode: write
// params: { endpoint: rows.WebhookEndpointRow; pausedUntil: string | null; at: string }
// row: { id: string }
// cardinality: one
MATCH (e:WebhookEndpoint {tenantId: $tenantId, id: $endpoint.id})
SET e += $endpoint
WITH e
MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $endpoint.id})
SET line.heldBy = null, line.heldUntil = 0, line.pausedUntil = $pausedUntil, line.failingSince = null, line.wakeAt = $at
RETURN e.id AS id
