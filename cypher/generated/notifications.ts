// Generated from cypher/notifications/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** Reads a link. Rows: one, none: no such link. */
export const approvalLinkFind: Statement<
  { linkId: string },
  { link: rows.ApprovalLinkRow }
> = {
  name: 'notifications/approval_link_find',
  mode: 'read',
  text: `MATCH (link:ApprovalLink {tenantId: $tenantId, id: $linkId})
RETURN
  link {
    .id, .notice, .approvalId, .quoteId, .quoteVersion, .userId, .tokenSha256, .createdAt, .expiresAt, .sentAt, .usedAt
  } AS link`,
};

/** Notes that the mail server took a link's mail. Rows: one. */
export const approvalLinkMarkSent: Statement<
  { linkId: string; at: string },
  { id: string }
> = {
  name: 'notifications/approval_link_mark_sent',
  mode: 'write',
  text: `MATCH (link:ApprovalLink {tenantId: $tenantId, id: $linkId})
SET link.sentAt = $at
RETURN link.id AS id`,
};

/** Notes that a link has decided; the first time stands. Rows: one. */
export const approvalLinkMarkUsed: Statement<
  { linkId: string; at: string },
  { usedAt: string }
> = {
  name: 'notifications/approval_link_mark_used',
  mode: 'write',
  text: `MATCH (link:ApprovalLink {tenantId: $tenantId, id: $linkId})
SET link._lock = true
WITH link
SET link.usedAt = coalesce(link.usedAt, $at)
RETURN link.usedAt AS usedAt`,
};

/** Makes the link of a notice, or finds the one that was made for it before. Rows: one. */
export const approvalLinkMerge: Statement<
  { link: rows.ApprovalLinkRow },
  { link: rows.ApprovalLinkRow }
> = {
  name: 'notifications/approval_link_merge',
  mode: 'write',
  text: `MERGE (link:ApprovalLink {tenantId: $tenantId, notice: $link.notice})
  ON CREATE SET link += $link
SET link._lock = true
WITH link
RETURN
  link {
    .id, .notice, .approvalId, .quoteId, .quoteVersion, .userId, .tokenSha256, .createdAt, .expiresAt, .sentAt, .usedAt
  } AS link`,
};

/** Reads whether a user gets mail about approvals. Rows: one, none: they never said. */
export const mailPreferenceFind: Statement<
  { userId: string },
  { approvals: boolean }
> = {
  name: 'notifications/mail_preference_find',
  mode: 'read',
  text: `MATCH (preference:MailPreference {tenantId: $tenantId, userId: $userId})
RETURN preference.approvals AS approvals`,
};

/** Locks a user's chain, and reads what they want of mail behind it. Rows: one. */
export const mailPreferenceLock: Statement<
  { userId: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { preference: rows.MailPreferenceRow | null }
> = {
  name: 'notifications/mail_preference_lock',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
CALL () {
  UNWIND $heads AS wanted
  MERGE (head:RevWorkflow {tenantId: $tenantId, id: wanted.id})
    ON CREATE SET head.kind = wanted.kind, head.seq = 0, head.createdAt = $claim.at
  SET head._lock = true
  WITH head
  RETURN collect(head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}) AS heads
}
RETURN key {.answer, .inputSha256} AS claim, heads, COLLECT {
  MATCH (preference:MailPreference {tenantId: $tenantId, userId: $userId})
  RETURN preference {.id, .version, .createdAt, .userId, .approvals}
}[0] AS preference`,
};

/** Stores what a user wants of mail, behind the lock of their chain. Rows: one. */
export const mailPreferenceSet: Statement<
  { preference: rows.MailPreferenceRow },
  { id: string }
> = {
  name: 'notifications/mail_preference_set',
  mode: 'write',
  text: `MERGE (preference:MailPreference {tenantId: $tenantId, userId: $preference.userId})
SET preference:Entity, preference += $preference
RETURN preference.id AS id`,
};

/** One page of all mail preferences by id, to be compared with their receipts. Rows: many, at most $most. */
export const mailPreferencesListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'notifications/mail_preferences_list_all',
  mode: 'read',
  text: `MATCH (n:MailPreference {tenantId: $tenantId})
USING INDEX SEEK n:MailPreference(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Reads an endpoint's deliveries in one state that lie before a leaf, in log order. Rows: many, at most $most. */
export const webhookDeliveriesFindByStatus: Statement<
  { endpointId: string; status: string; before: number; most: number },
  { delivery: rows.WebhookDeliveryRow }
> = {
  name: 'notifications/webhook_deliveries_find_by_status',
  mode: 'read',
  text: `MATCH (d:WebhookDelivery {tenantId: $tenantId, endpointId: $endpointId, status: $status})
USING INDEX SEEK d:WebhookDelivery(tenantId, endpointId, status, leafIndex)
WHERE d.leafIndex < $before
RETURN
  d {.endpointId, .leafIndex, .receiptId, .step, .status, .attempts, .at, .nextAt, .answer, .failure, .ms} AS delivery
ORDER BY d.tenantId, d.endpointId, d.status, d.leafIndex
LIMIT $most`,
};

/** Forgets deliveries of an endpoint. Rows: one a delivery that was there. */
export const webhookDeliveriesForget: Statement<
  { endpointId: string; leaves: number[] },
  { endpointId: string }
> = {
  name: 'notifications/webhook_deliveries_forget',
  mode: 'write',
  text: `UNWIND $leaves AS leaf
MATCH (d:WebhookDelivery {tenantId: $tenantId, endpointId: $endpointId, leafIndex: leaf})
DETACH DELETE d
RETURN $endpointId AS endpointId`,
};

/** One page of an endpoint's deliveries, the latest in the log first. Rows: up to limit. */
export const webhookDeliveriesList: Statement<
  { endpointId: string; before: number; limit: number },
  { delivery: rows.WebhookDeliveryRow }
> = {
  name: 'notifications/webhook_deliveries_list',
  mode: 'read',
  text: `MATCH (d:WebhookDelivery {tenantId: $tenantId, endpointId: $endpointId})
USING INDEX SEEK d:WebhookDelivery(tenantId, endpointId, leafIndex)
WHERE d.leafIndex < $before
RETURN
  d {.endpointId, .leafIndex, .receiptId, .step, .status, .attempts, .at, .nextAt, .answer, .failure, .ms} AS delivery
ORDER BY d.tenantId DESC, d.endpointId DESC, d.leafIndex DESC
LIMIT $limit`,
};

/** One page of an endpoint's deliveries in one state, the latest in the log first. Rows: up to limit. */
export const webhookDeliveriesListByStatus: Statement<
  { endpointId: string; status: string; before: number; limit: number },
  { delivery: rows.WebhookDeliveryRow }
> = {
  name: 'notifications/webhook_deliveries_list_by_status',
  mode: 'read',
  text: `MATCH (d:WebhookDelivery {tenantId: $tenantId, endpointId: $endpointId, status: $status})
USING INDEX SEEK d:WebhookDelivery(tenantId, endpointId, status, leafIndex)
WHERE d.leafIndex < $before
RETURN
  d {.endpointId, .leafIndex, .receiptId, .step, .status, .attempts, .at, .nextAt, .answer, .failure, .ms} AS delivery
ORDER BY d.tenantId DESC, d.endpointId DESC, d.status DESC, d.leafIndex DESC
LIMIT $limit`,
};

/** Notes what became of telling an endpoint of one receipt, moves its line on and holds it a while longer. Rows: one, none: the line is no longer this holder's, and nothing was noted. */
export const webhookDeliveryMark: Statement<
  { delivery: rows.WebhookDeliveryRow; holder: string; holdMs: number; next: number; failingSince: string | null },
  { next: number }
> = {
  name: 'notifications/webhook_delivery_mark',
  mode: 'write',
  text: `MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $delivery.endpointId})
SET line._lock = true
WITH line
WHERE line.heldBy = $holder
SET line.next = $next, line.failingSince = $failingSince, line.heldUntil = timestamp() + $holdMs
WITH line
MERGE (d:WebhookDelivery {tenantId: $tenantId, endpointId: $delivery.endpointId, leafIndex: $delivery.leafIndex})
SET d += $delivery
RETURN line.next AS next`,
};

/** Reads an endpoint. Rows: one, none: no such endpoint. */
export const webhookEndpointFind: Statement<
  { endpointId: string },
  { endpoint: rows.WebhookEndpointRow }
> = {
  name: 'notifications/webhook_endpoint_find',
  mode: 'read',
  text: `MATCH (e:WebhookEndpoint {tenantId: $tenantId, id: $endpointId})
RETURN
  e {.id, .version, .createdAt, .createdBy, .url, .steps, .status, .disabledReason, .generation, .previousUntil} AS endpoint`,
};

/** Stores a new endpoint, which is told of what is sealed from now on. Rows: one. */
export const webhookEndpointInsert: Statement<
  { endpoint: rows.WebhookEndpointRow },
  { id: string }
> = {
  name: 'notifications/webhook_endpoint_insert',
  mode: 'write',
  text: `CREATE (e:WebhookEndpoint:Entity {tenantId: $tenantId, id: $endpoint.id})
SET e += $endpoint
CREATE (line:WebhookLine {tenantId: $tenantId, endpointId: $endpoint.id, heldUntil: 0})
SET line.next = coalesce(COLLECT { MATCH (log:LogHead {tenantId: $tenantId}) RETURN log.size }[0], 0)
RETURN e.id AS id`,
};

/** Locks an endpoint's chain and the endpoint, and reads how much the tenant's log holds. Rows: one, none: no such endpoint. */
export const webhookEndpointLock: Statement<
  { endpointId: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { endpoint: rows.WebhookEndpointRow; size: number }
> = {
  name: 'notifications/webhook_endpoint_lock',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
CALL () {
  UNWIND $heads AS wanted
  MERGE (head:RevWorkflow {tenantId: $tenantId, id: wanted.id})
    ON CREATE SET head.kind = wanted.kind, head.seq = 0, head.createdAt = $claim.at
  SET head._lock = true
  WITH head
  RETURN collect(head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}) AS heads
}
MATCH (e:WebhookEndpoint {tenantId: $tenantId, id: $endpointId})
SET e._lock = true
WITH key, heads, e
RETURN key {.answer, .inputSha256} AS claim, heads,
  coalesce(COLLECT { MATCH (log:LogHead {tenantId: $tenantId}) RETURN log.size }[0], 0) AS size,
  e {.id, .version, .createdAt, .createdBy, .url, .steps, .status, .disabledReason, .generation, .previousUntil} AS endpoint`,
};

/** Changes a locked endpoint. Whoever is telling it stops at the next receipt, and begins anew with what it is now. Rows: one. */
export const webhookEndpointUpdate: Statement<
  { endpoint: rows.WebhookEndpointRow; pausedUntil: string | null; at: string },
  { id: string }
> = {
  name: 'notifications/webhook_endpoint_update',
  mode: 'write',
  text: `MATCH (e:WebhookEndpoint {tenantId: $tenantId, id: $endpoint.id})
SET e += $endpoint
WITH e
MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $endpoint.id})
SET line.heldBy = null, line.heldUntil = 0, line.pausedUntil = $pausedUntil, line.failingSince = null, line.wakeAt = $at
RETURN e.id AS id`,
};

/** Reads which endpoints are told, and of which steps. Rows: one an active endpoint. */
export const webhookEndpointsFindActive: Statement<
  Record<never, never>,
  { id: string; steps: string[] }
> = {
  name: 'notifications/webhook_endpoints_find_active',
  mode: 'read',
  text: `MATCH (e:WebhookEndpoint {tenantId: $tenantId, status: 'ACTIVE'})
USING INDEX SEEK e:WebhookEndpoint(tenantId, status, id)
WHERE e.id > ''
RETURN e.id AS id, e.steps AS steps`,
};

/** One page of endpoints, newest first. Rows: up to limit. */
export const webhookEndpointsList: Statement<
  { beforeAt: string; beforeId: string; limit: number },
  { endpoint: rows.WebhookEndpointRow }
> = {
  name: 'notifications/webhook_endpoints_list',
  mode: 'read',
  text: `MATCH (e:WebhookEndpoint {tenantId: $tenantId})
USING INDEX SEEK e:WebhookEndpoint(tenantId, createdAt, id)
WHERE e.createdAt <= $beforeAt AND e.id IS NOT NULL
  AND CASE WHEN e.createdAt = $beforeAt THEN e.id < $beforeId ELSE true END
RETURN
  e {.id, .version, .createdAt, .createdBy, .url, .steps, .status, .disabledReason, .generation, .previousUntil} AS endpoint
ORDER BY e.tenantId DESC, e.createdAt DESC, e.id DESC
LIMIT $limit`,
};

/** One page of all endpoints by id, to be compared with their receipts. Rows: many, at most $most. */
export const webhookEndpointsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'notifications/webhook_endpoints_list_all',
  mode: 'read',
  text: `MATCH (n:WebhookEndpoint {tenantId: $tenantId})
USING INDEX SEEK n:WebhookEndpoint(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Locks a new endpoint's chain and the tenant, behind which endpoints are counted. Rows: one. */
export const webhookEndpointsLockForInsert: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { endpoints: number }
> = {
  name: 'notifications/webhook_endpoints_lock_for_insert',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
CALL () {
  UNWIND $heads AS wanted
  MERGE (head:RevWorkflow {tenantId: $tenantId, id: wanted.id})
    ON CREATE SET head.kind = wanted.kind, head.seq = 0, head.createdAt = $claim.at
  SET head._lock = true
  WITH head
  RETURN collect(head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}) AS heads
}
MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
SET tenant._lock = true
WITH *
RETURN key {.answer, .inputSha256} AS claim, heads,
  COUNT {
    MATCH (e:WebhookEndpoint {tenantId: $tenantId})
    USING INDEX SEEK e:WebhookEndpoint(tenantId, createdAt, id)
    WHERE e.createdAt > '' AND e.id IS NOT NULL
  } AS endpoints`,
};

/** Takes an endpoint's line for a while, by the database's own clock: one at a time tells it, and few at a time a tenant's. Rows: one, none: not there, not active, held, waiting after a failure, or the tenant has its share. */
export const webhookLineClaim: Statement<
  { endpointId: string; holder: string; now: string; holdMs: number; most: number },
  rows.WebhookLineRow
> = {
  name: 'notifications/webhook_line_claim',
  mode: 'write',
  text: `MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $endpointId})
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
  e {.id, .version, .createdAt, .createdBy, .url, .steps, .status, .disabledReason, .generation, .previousUntil} AS endpoint`,
};

/** Gives a line back: when it is to be looked at again, and whether it waits until then. The rest is left to whoever holds it now. Rows: one, none: the line is no longer this holder's. */
export const webhookLineRelease: Statement<
  { endpointId: string; holder: string; next: number; isPaused: boolean },
  { wakeAt: string | null; next: number; size: number }
> = {
  name: 'notifications/webhook_line_release',
  mode: 'write',
  text: `MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $endpointId})
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
  coalesce(COLLECT { MATCH (log:LogHead {tenantId: $tenantId}) RETURN log.size }[0], 0) AS size`,
};

/** Sets the line of a locked endpoint back to a leaf: what comes from there on is told again, as if it had never been. Rows: one. */
export const webhookLineRewind: Statement<
  { endpointId: string; from: number; at: string },
  { next: number }
> = {
  name: 'notifications/webhook_line_rewind',
  mode: 'write',
  text: `MATCH (line:WebhookLine {tenantId: $tenantId, endpointId: $endpointId})
SET line._lock = true
WITH line
SET line.next = CASE WHEN line.next < $from THEN line.next ELSE $from END,
  line.heldBy = null, line.heldUntil = 0, line.pausedUntil = null, line.failingSince = null, line.wakeAt = $at
RETURN line.next AS next`,
};
