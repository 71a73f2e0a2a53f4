// Generated from cypher/evidence/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** Reads how far a listener was told of a tenant's log. Rows: one, none: it was told nothing yet. */
export const announcementFind: Statement<
  { listener: string },
  { through: number }
> = {
  name: 'evidence/announcement_find',
  mode: 'read',
  text: `MATCH (told:Announcement {tenantId: $tenantId, listener: $listener})
RETURN told.through AS through`,
};

/** Notes that a listener was told of a tenant's log up to a leaf; never moves back. Rows: one. */
export const announcementMark: Statement<
  { listener: string; through: number; at: string },
  { through: number }
> = {
  name: 'evidence/announcement_mark',
  mode: 'write',
  text: `MERGE (told:Announcement {tenantId: $tenantId, listener: $listener})
  ON CREATE SET told.through = 0, told.createdAt = $at
SET told._lock = true
WITH told
SET told.through = CASE WHEN told.through < $through THEN $through ELSE told.through END
RETURN told.through AS through`,
};

/** The details of audit events by their ids; what was erased is not there. Rows: many, at most one for each. */
export const auditDetailsFindByIds: Statement<
  { ids: readonly string[] },
  rows.AuditDetailRow
> = {
  name: 'evidence/audit_details_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS id
MATCH (detail:AuditDetail {tenantId: $tenantId, id: id})
RETURN detail.id AS id, detail.salt AS salt, detail.content AS content`,
};

/** A page of the details of audit events by id, with whether each says one of some texts. Rows: many, at most $most. */
export const auditDetailsFindNaming: Statement<
  { after: string; texts: readonly string[]; most: number },
  { id: string; isNaming: boolean }
> = {
  name: 'evidence/audit_details_find_naming',
  mode: 'read',
  text: `MATCH (detail:AuditDetail {tenantId: $tenantId})
USING INDEX SEEK detail:AuditDetail(tenantId, id)
WHERE detail.id > $after
WITH detail
ORDER BY detail.tenantId, detail.id
LIMIT $most
RETURN detail.id AS id, any(text IN $texts WHERE detail.content CONTAINS text) AS isNaming`,
};

/** Leads from the details of audit events to the user whom each names as its actor; where nobody is, nothing is linked. Rows: one. */
export const auditDetailsLink: Statement<
  { links: rows.AuditDetailLink[] },
  { linked: number }
> = {
  name: 'evidence/audit_details_link',
  mode: 'write',
  text: `UNWIND $links AS link
MATCH (detail:AuditDetail {tenantId: $tenantId, id: link.id})
MATCH (person:User {tenantId: $tenantId, id: link.userId})
MERGE (detail)-[:ABOUT]->(person)
RETURN count(*) AS linked`,
};

/** Claims the key, locks the chain of what is resolved of one audit event, and reads whether it is there, and resolved. Rows: one. */
export const auditEventLock: Statement<
  { eventId: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { isThere: boolean; resolution: rows.AuditResolutionRow | null }
> = {
  name: 'evidence/audit_event_lock',
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
OPTIONAL MATCH (receipt:Receipt {tenantId: $tenantId, id: $eventId})
OPTIONAL MATCH (event:AuditEvent {tenantId: $tenantId, id: $eventId}) WHERE event.removedAt IS NULL
OPTIONAL MATCH (resolution:AuditResolution {tenantId: $tenantId, eventId: $eventId})
RETURN key {.answer, .inputSha256} AS claim, heads, receipt IS NOT NULL OR event IS NOT NULL AS isThere,
  resolution {.id, .createdAt, .eventId, .reasonCode, .resolvedBy} AS resolution`,
};

/** Counts the reported audit events of a period by type, result and who acted; visitors together. Rows: many, one for each type, result and actor of the period. */
export const auditEventsCount: Statement<
  { from: string; to: string },
  rows.AuditEventCount
> = {
  name: 'evidence/audit_events_count',
  mode: 'read',
  text: `MATCH (event:AuditEvent {tenantId: $tenantId})
USING INDEX SEEK event:AuditEvent(tenantId, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt < $to AND event.id IS NOT NULL
RETURN event.eventType AS eventType, event.result AS result, event.actorType AS actorType,
  CASE event.actorType WHEN 'visitor' THEN null ELSE event.actorId END AS actorId, count(*) AS events`,
};

/** The oldest reported audit events that came in before an instant, behind a place, each locked, in the order of their identities, with the users whom their details are about. Rows: many, at most $most. */
export const auditEventsExpiredLock: Statement<
  { until: string; afterAt: string; afterId: string; most: number },
  rows.ExpiredAuditEventRow
> = {
  name: 'evidence/audit_events_expired_lock',
  mode: 'write',
  text: `MATCH (event:AuditEvent {tenantId: $tenantId})
USING INDEX SEEK event:AuditEvent(tenantId, createdAt, id)
WHERE event.createdAt >= $afterAt AND event.createdAt < $until AND event.id IS NOT NULL
  AND CASE WHEN event.createdAt > $afterAt THEN true ELSE event.id > $afterId END
WITH event
ORDER BY event.tenantId, event.createdAt, event.id
LIMIT $most
WITH event
ORDER BY event.source, event.externalId
SET event._lock = true
WITH event
OPTIONAL MATCH (detail:AuditDetail {tenantId: $tenantId, id: event.id})
RETURN event.id AS id, event.createdAt AS ingestedAt, event.actorId AS actorId, event.entityId AS entityId, event.batchId AS batchId,
  [(detail)-[:ABOUT]->(person:User) | person.id] AS about`,
};

/** Keeps reported audit events under their identities, which come sorted so that two batches cannot wait for each other, each with its details apart; tells of each what is there now: its own id, or that of the one that was there, with what it says. Rows: one for each event. */
export const auditEventsKeep: Statement<
  { events: rows.NewAuditEvent[] },
  rows.KnownAuditEvent
> = {
  name: 'evidence/audit_events_keep',
  mode: 'write',
  text: `UNWIND $events AS reported
MERGE (event:AuditEvent {tenantId: $tenantId, source: reported.event.source, externalId: reported.event.externalId})
  ON CREATE SET event += reported.event
FOREACH (made IN CASE WHEN event.id = reported.event.id AND reported.detail IS NOT NULL THEN [reported.detail] ELSE [] END |
  MERGE (detail:AuditDetail {tenantId: $tenantId, id: reported.event.id})
    ON CREATE SET detail += made)
WITH event, reported
OPTIONAL MATCH (detail:AuditDetail {tenantId: $tenantId, id: event.id})
RETURN event.source AS source, event.externalId AS externalId, event.id AS id, event.sha256 AS sha256,
  event.detailCommitment AS detailCommitment, detail.salt AS salt`,
};

/** Reported audit events, newest first. Rows: many, at most $most. */
export const auditEventsList: Statement<
  { from: string; before: string; beforeId: string; most: number } & { entityType: string; types: readonly string[]; result: string },
  rows.AuditEventRow
> = {
  name: 'evidence/audit_events_list',
  mode: 'read',
  text: `MATCH (event:AuditEvent {tenantId: $tenantId})
USING INDEX SEEK event:AuditEvent(tenantId, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt <= $before AND event.id IS NOT NULL
  AND CASE WHEN event.occurredAt = $before THEN event.id < $beforeId ELSE true END
AND CASE $entityType WHEN '' THEN true ELSE event.entityType = $entityType END
  AND CASE size($types) WHEN 0 THEN true ELSE event.eventType IN $types END
  AND CASE $result WHEN '' THEN true ELSE event.result = $result END
WITH event
ORDER BY event.tenantId DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.occurredAt AS occurredAt,
  event.createdAt AS createdAt, event.eventType AS eventType, event.entityType AS entityType, event.entityId AS entityId,
  event.action AS action, event.actorType AS actorType, event.actorId AS actorId, event.result AS result,
  event.requestId AS requestId, event.batchId AS batchId, event.detailCommitment AS detailCommitment`,
};

/** What was reported of one entity, newest first. Rows: many, at most $most. */
export const auditEventsListByEntity: Statement<
  { entityId: string } & { from: string; before: string; beforeId: string; most: number } & { entityType: string; types: readonly string[]; result: string },
  rows.AuditEventRow
> = {
  name: 'evidence/audit_events_list_by_entity',
  mode: 'read',
  text: `MATCH (event:AuditEvent {tenantId: $tenantId, entityId: $entityId})
USING INDEX SEEK event:AuditEvent(tenantId, entityId, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt <= $before AND event.id IS NOT NULL
  AND CASE WHEN event.occurredAt = $before THEN event.id < $beforeId ELSE true END
AND CASE $entityType WHEN '' THEN true ELSE event.entityType = $entityType END
  AND CASE size($types) WHEN 0 THEN true ELSE event.eventType IN $types END
  AND CASE $result WHEN '' THEN true ELSE event.result = $result END
WITH event
ORDER BY event.tenantId DESC, event.entityId DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.occurredAt AS occurredAt,
  event.createdAt AS createdAt, event.eventType AS eventType, event.entityType AS entityType, event.entityId AS entityId,
  event.action AS action, event.actorType AS actorType, event.actorId AS actorId, event.result AS result,
  event.requestId AS requestId, event.batchId AS batchId, event.detailCommitment AS detailCommitment`,
};

/** Reported audit events of one result, newest first. Rows: many, at most $most. */
export const auditEventsListByResult: Statement<
  { from: string; before: string; beforeId: string; most: number } & { entityType: string; types: readonly string[]; result: string },
  rows.AuditEventRow
> = {
  name: 'evidence/audit_events_list_by_result',
  mode: 'read',
  text: `MATCH (event:AuditEvent {tenantId: $tenantId, result: $result})
USING INDEX SEEK event:AuditEvent(tenantId, result, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt <= $before AND event.id IS NOT NULL
  AND CASE WHEN event.occurredAt = $before THEN event.id < $beforeId ELSE true END
AND CASE $entityType WHEN '' THEN true ELSE event.entityType = $entityType END
  AND CASE size($types) WHEN 0 THEN true ELSE event.eventType IN $types END
  AND CASE $result WHEN '' THEN true ELSE event.result = $result END
WITH event
ORDER BY event.tenantId DESC, event.result DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.occurredAt AS occurredAt,
  event.createdAt AS createdAt, event.eventType AS eventType, event.entityType AS entityType, event.entityId AS entityId,
  event.action AS action, event.actorType AS actorType, event.actorId AS actorId, event.result AS result,
  event.requestId AS requestId, event.batchId AS batchId, event.detailCommitment AS detailCommitment`,
};

/** Reported audit events of each of some types, newest first; whoever asks for several takes the newest of all. Rows: many, at most $most for each. */
export const auditEventsListByTypes: Statement<
  { from: string; before: string; beforeId: string; most: number } & { entityType: string; types: readonly string[]; result: string },
  rows.AuditEventRow
> = {
  name: 'evidence/audit_events_list_by_types',
  mode: 'read',
  text: `UNWIND $types AS type
CALL (type) {
  MATCH (event:AuditEvent {tenantId: $tenantId, eventType: type})
  USING INDEX SEEK event:AuditEvent(tenantId, eventType, occurredAt, id)
  WHERE event.occurredAt >= $from AND event.occurredAt <= $before AND event.id IS NOT NULL
    AND CASE WHEN event.occurredAt = $before THEN event.id < $beforeId ELSE true END
  AND CASE $entityType WHEN '' THEN true ELSE event.entityType = $entityType END
    AND CASE size($types) WHEN 0 THEN true ELSE event.eventType IN $types END
    AND CASE $result WHEN '' THEN true ELSE event.result = $result END
  RETURN event
  ORDER BY event.tenantId DESC, event.eventType DESC, event.occurredAt DESC, event.id DESC
  LIMIT $most
}
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.occurredAt AS occurredAt,
  event.createdAt AS createdAt, event.eventType AS eventType, event.entityType AS entityType, event.entityId AS entityId,
  event.action AS action, event.actorType AS actorType, event.actorId AS actorId, event.result AS result,
  event.requestId AS requestId, event.batchId AS batchId, event.detailCommitment AS detailCommitment`,
};

/** Takes the details of locked audit events away, and leaves of the events what they are known by and what the digest of their batch is made of. Rows: one. */
export const auditEventsStrip: Statement<
  { ids: string[]; at: string },
  { stripped: number }
> = {
  name: 'evidence/audit_events_strip',
  mode: 'write',
  text: `UNWIND $ids AS gone
MATCH (event:AuditEvent {tenantId: $tenantId, id: gone})
OPTIONAL MATCH (detail:AuditDetail {tenantId: $tenantId, id: gone})
DETACH DELETE detail
WITH event, {
  tenantId: $tenantId, id: event.id, source: event.source, externalId: event.externalId, sha256: event.sha256,
  detailCommitment: event.detailCommitment, batchId: event.batchId, happenedAt: event.occurredAt, removedAt: $at
} AS identity
SET event = identity
RETURN count(*) AS stripped`,
};

/** Counts the receipts of a period by step, outcome and who acted, whether as an admin or not, and how far they are in the log. Rows: many, one for each step, outcome and subject of the period. */
export const auditReceiptsCount: Statement<
  { from: string; to: string; admins: readonly rows.AdminPeriod[] },
  rows.AuditReceiptCount
> = {
  name: 'evidence/audit_receipts_count',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt < $to AND receipt.id IS NOT NULL
WITH receipt.step AS step, receipt.outcome AS outcome, receipt.subjectType AS subjectType, receipt.subjectId AS subjectId,
  any(held IN $admins WHERE held.userId = receipt.subjectId AND held.from <= receipt.createdAt
    AND (held.to IS NULL OR receipt.createdAt < held.to)) AS isAdmin, receipt.leafIndex AS leaf
RETURN step, outcome, subjectType, subjectId, isAdmin, count(*) AS receipts, count(leaf) AS sealed, max(leaf) AS lastLeaf`,
};

/** Receipts for the audit view, newest first. Rows: many, at most $most. */
export const auditReceiptsList: Statement<
  { from: string; before: string; beforeId: string; most: number } & { entityType: string; steps: readonly string[]; outcomes: readonly string[] },
  rows.ReceiptRecord
> = {
  name: 'evidence/audit_receipts_list',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
  AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
AND CASE $entityType WHEN '' THEN true ELSE receipt.resourceType = $entityType END
  AND CASE size($steps) WHEN 0 THEN true ELSE receipt.step IN $steps END
  AND CASE size($outcomes) WHEN 0 THEN true ELSE receipt.outcome IN $outcomes END
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Receipts of each of some outcomes for the audit view, newest first; whoever asks for several takes the newest of all. Rows: many, at most $most for each. */
export const auditReceiptsListByOutcomes: Statement<
  { from: string; before: string; beforeId: string; most: number } & { entityType: string; steps: readonly string[]; outcomes: readonly string[] },
  rows.ReceiptRecord
> = {
  name: 'evidence/audit_receipts_list_by_outcomes',
  mode: 'read',
  text: `UNWIND $outcomes AS outcome
CALL (outcome) {
  MATCH (receipt:Receipt {tenantId: $tenantId, outcome: outcome})
  USING INDEX SEEK receipt:Receipt(tenantId, outcome, createdAt, id)
  WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
    AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
  AND CASE $entityType WHEN '' THEN true ELSE receipt.resourceType = $entityType END
    AND CASE size($steps) WHEN 0 THEN true ELSE receipt.step IN $steps END
    AND CASE size($outcomes) WHEN 0 THEN true ELSE receipt.outcome IN $outcomes END
  RETURN receipt
  ORDER BY receipt.tenantId DESC, receipt.outcome DESC, receipt.createdAt DESC, receipt.id DESC
  LIMIT $most
}
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Receipts of one resource for the audit view, newest first. Rows: many, at most $most. */
export const auditReceiptsListByResource: Statement<
  { entityId: string } & { from: string; before: string; beforeId: string; most: number } & { entityType: string; steps: readonly string[]; outcomes: readonly string[] },
  rows.ReceiptRecord
> = {
  name: 'evidence/audit_receipts_list_by_resource',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: $entityId})
USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
  AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
AND CASE $entityType WHEN '' THEN true ELSE receipt.resourceType = $entityType END
  AND CASE size($steps) WHEN 0 THEN true ELSE receipt.step IN $steps END
  AND CASE size($outcomes) WHEN 0 THEN true ELSE receipt.outcome IN $outcomes END
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.resourceId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Receipts of each of some steps for the audit view, newest first; whoever asks for several takes the newest of all. Rows: many, at most $most for each. */
export const auditReceiptsListBySteps: Statement<
  { from: string; before: string; beforeId: string; most: number } & { entityType: string; steps: readonly string[]; outcomes: readonly string[] },
  rows.ReceiptRecord
> = {
  name: 'evidence/audit_receipts_list_by_steps',
  mode: 'read',
  text: `UNWIND $steps AS step
CALL (step) {
  MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
  USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
  WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
    AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
  AND CASE $entityType WHEN '' THEN true ELSE receipt.resourceType = $entityType END
    AND CASE size($steps) WHEN 0 THEN true ELSE receipt.step IN $steps END
    AND CASE size($outcomes) WHEN 0 THEN true ELSE receipt.outcome IN $outcomes END
  RETURN receipt
  ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
  LIMIT $most
}
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Keeps that an audit event was resolved. Rows: one. */
export const auditResolutionInsert: Statement<
  { resolution: rows.AuditResolutionRow },
  { id: string }
> = {
  name: 'evidence/audit_resolution_insert',
  mode: 'write',
  text: `CREATE (resolution:AuditResolution:Entity {tenantId: $tenantId, id: $resolution.id})
SET resolution += $resolution
RETURN resolution.id AS id`,
};

/** What was resolved of some audit events. Rows: many, at most one for each. */
export const auditResolutionsFindByEvents: Statement<
  { ids: readonly string[] },
  rows.AuditResolutionRow
> = {
  name: 'evidence/audit_resolutions_find_by_events',
  mode: 'read',
  text: `UNWIND $ids AS id
MATCH (resolution:AuditResolution {tenantId: $tenantId, eventId: id})
RETURN resolution.id AS id, resolution.createdAt AS createdAt, resolution.eventId AS eventId,
  resolution.reasonCode AS reasonCode, resolution.resolvedBy AS resolvedBy`,
};

/** One page of all that was resolved by id, to be compared with its receipts. Rows: many, at most $most. */
export const auditResolutionsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'evidence/audit_resolutions_list_all',
  mode: 'read',
  text: `MATCH (n:AuditResolution {tenantId: $tenantId})
USING INDEX SEEK n:AuditResolution(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** What receipts told before others, of the same resource and in the same chain: their payloads, for comparing values. Rows: many, one a receipt; $most of each kind at most. */
export const auditSnapshotsFind: Statement<
  { ids: readonly string[]; most: number },
  rows.AuditSnapshotsRow
> = {
  name: 'evidence/audit_snapshots_find',
  mode: 'read',
  text: `UNWIND $ids AS id
MATCH (receipt:Receipt {tenantId: $tenantId, id: id})
CALL (receipt) {
  MATCH (before:Receipt {tenantId: $tenantId, resourceId: receipt.resourceId})
  USING INDEX SEEK before:Receipt(tenantId, resourceId, createdAt, id)
  WHERE before.createdAt <= receipt.createdAt AND before.id IS NOT NULL
    AND CASE before.workflowId WHEN receipt.workflowId THEN before.workflowSeq < receipt.workflowSeq
      ELSE before.createdAt < receipt.createdAt END
  WITH before
  ORDER BY before.tenantId DESC, before.resourceId DESC, before.createdAt DESC, before.id DESC
  LIMIT $most
  RETURN collect(before) AS ofResource
}
CALL (receipt) {
  MATCH (before:Receipt {tenantId: $tenantId, workflowId: receipt.workflowId})
  USING INDEX SEEK before:Receipt(tenantId, workflowId, workflowSeq)
  WHERE before.workflowSeq < receipt.workflowSeq
  WITH before
  ORDER BY before.tenantId DESC, before.workflowId DESC, before.workflowSeq DESC
  LIMIT $most
  RETURN collect(before) AS ofChain
}
RETURN id, [before IN ofResource + ofChain | {resourceId: before.resourceId, at: before.createdAt, seq: before.workflowSeq,
  business: head([(before)-[:HAS_PAYLOAD]->(told:BusinessPayload) | told.content]),
  personal: head([(before)-[:HAS_PAYLOAD]->(told:PersonalPayload) | told.content])}] AS told`,
};

/** One page of all business payloads by id, to be compared with their receipts. Rows: many, at most $most. */
export const businessPayloadsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'evidence/business_payloads_list_all',
  mode: 'read',
  text: `MATCH (n:BusinessPayload {tenantId: $tenantId})
USING INDEX SEEK n:BusinessPayload(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Reads the signed checkpoint of one size. Rows: one, none: the log never had a checkpoint of this size. */
export const checkpointFind: Statement<
  { size: number },
  { note: string }
> = {
  name: 'evidence/checkpoint_find',
  mode: 'read',
  text: `MATCH (checkpoint:Checkpoint {tenantId: $tenantId, size: $size})
RETURN checkpoint.note AS note`,
};

/** Reads nodes as they are, with the edges that begin at them, and those of the types in $incoming that lead to them. Rows: many, one an id that is there. */
export const entitiesFindWithEdges: Statement<
  { ids: readonly string[]; incoming: readonly string[] } & { incoming: readonly string[] },
  rows.FoundNode
> = {
  name: 'evidence/entities_find_with_edges',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (n:Entity {tenantId: $tenantId, id: wanted})
USING INDEX SEEK n:Entity(tenantId, id)
RETURN wanted AS id, labels(n) AS labels, properties(n) AS properties,
  [(n)-[edge]->(other) | {
    type: type(edge), properties: properties(edge), labels: labels(other),
    other: coalesce(other.id, other.kind + ' ' + other.value)
  }] AS out,
  COLLECT {
    UNWIND $incoming AS wantedType
    MATCH (n)<-[edge]-(other) WHERE type(edge) = wantedType
    RETURN {
      type: type(edge), properties: properties(edge), labels: labels(other),
      other: coalesce(other.id, other.kind + ' ' + other.value)
    }
  } AS in`,
};

/** Claims the key, locks the erasure's chain, the tenant's retention and its roll-up, and reads the holds in force behind them: what every transaction of an erasure does first. Rows: one. */
export const erasureLock: Statement<
  Record<never, never> & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { holds: rows.HoldInForce[] }
> = {
  name: 'evidence/erasure_lock',
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
CALL () {
  MERGE (retention:RetentionLock {tenantId: $tenantId})
  SET retention._lock = true
}
CALL () {
  MATCH (hold:LegalHold {tenantId: $tenantId, state: 'IN_FORCE'})
  USING INDEX SEEK hold:LegalHold(tenantId, state, createdAt, id)
  WHERE hold.createdAt > '' AND hold.id IS NOT NULL
  RETURN collect(hold {.id, .scope, .ref}) AS holds
}
CALL () {
  MERGE (rollUp:RollUpLock {tenantId: $tenantId})
  SET rollUp._lock = true
}
RETURN key {.answer, .inputSha256} AS claim, heads, holds`,
};

/** Claims the key and locks the named workflows, for writes that need no other fact behind the lock. Rows: one. */
export const headsLock: Statement<
  Record<never, never> & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked
> = {
  name: 'evidence/heads_lock',
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
RETURN key {.answer, .inputSha256} AS claim, heads`,
};

/** Keeps a legal hold. Rows: one. */
export const legalHoldInsert: Statement<
  { hold: rows.LegalHoldRow },
  { id: string }
> = {
  name: 'evidence/legal_hold_insert',
  mode: 'write',
  text: `CREATE (placed:LegalHold:Entity {tenantId: $tenantId, id: $hold.id})
SET placed += $hold
RETURN placed.id AS id`,
};

/** Claims the key, locks the hold's chain and the tenant's retention, and reads the hold behind it. Rows: one; none: no such hold. */
export const legalHoldLock: Statement<
  { id: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { hold: rows.LegalHoldRow }
> = {
  name: 'evidence/legal_hold_lock',
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
CALL () {
  MERGE (retention:RetentionLock {tenantId: $tenantId})
  SET retention._lock = true
}
CALL () {
  MATCH (hold:LegalHold {tenantId: $tenantId, state: 'IN_FORCE'})
  USING INDEX SEEK hold:LegalHold(tenantId, state, createdAt, id)
  WHERE hold.createdAt > '' AND hold.id IS NOT NULL
  RETURN collect(hold {.id, .scope, .ref}) AS holds
}
MATCH (hold:LegalHold {tenantId: $tenantId, id: $id})
RETURN key {.answer, .inputSha256} AS claim, heads, hold {
  .id, .createdAt, .version, .state, .scope, .ref, .reason, .placedBy, .liftedAt, .liftedBy
} AS hold`,
};

/** Claims the key, locks the hold's chain and the tenant's retention, and reads whether what is to be held is there. Rows: one. */
export const legalHoldLockToPlace: Statement<
  { scope: string; ref: string | null } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { isThere: boolean }
> = {
  name: 'evidence/legal_hold_lock_to_place',
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
CALL () {
  MERGE (retention:RetentionLock {tenantId: $tenantId})
  SET retention._lock = true
}
CALL () {
  MATCH (hold:LegalHold {tenantId: $tenantId, state: 'IN_FORCE'})
  USING INDEX SEEK hold:LegalHold(tenantId, state, createdAt, id)
  WHERE hold.createdAt > '' AND hold.id IS NOT NULL
  RETURN collect(hold {.id, .scope, .ref}) AS holds
}
OPTIONAL MATCH (chain:RevWorkflow {tenantId: $tenantId, id: $ref})
OPTIONAL MATCH (person:Entity {tenantId: $tenantId, id: $ref}) WHERE person:User OR person:Lead
RETURN key {.answer, .inputSha256} AS claim, heads,
  CASE $scope
    WHEN 'tenant' THEN true
    WHEN 'workflow' THEN chain IS NOT NULL
    ELSE person IS NOT NULL OR EXISTS {
      MATCH (event:Event {tenantId: $tenantId, userId: $ref})
      USING INDEX SEEK event:Event(tenantId, userId, occurredAt, id)
      WHERE event.occurredAt > '' AND event.id IS NOT NULL
    } OR EXISTS {
      MATCH (event:AuditEvent {tenantId: $tenantId, actorId: $ref})
      USING INDEX SEEK event:AuditEvent(tenantId, actorId, occurredAt, id)
      WHERE event.occurredAt > '' AND event.id IS NOT NULL
    } OR EXISTS {
      MATCH (event:AuditEvent {tenantId: $tenantId, entityId: $ref})
      USING INDEX SEEK event:AuditEvent(tenantId, entityId, occurredAt, id)
      WHERE event.occurredAt > '' AND event.id IS NOT NULL
    }
  END AS isThere`,
};

/** Writes a legal hold, read behind the lock of its chain, as it is now. Rows: one. */
export const legalHoldUpdate: Statement<
  { hold: rows.LegalHoldRow },
  { id: string }
> = {
  name: 'evidence/legal_hold_update',
  mode: 'write',
  text: `MATCH (found:LegalHold {tenantId: $tenantId, id: $hold.id})
SET found += $hold
RETURN found.id AS id`,
};

/** One page of the legal holds in a state, oldest first. Rows: up to limit. */
export const legalHoldsList: Statement<
  { state: string; afterAt: string; afterId: string; limit: number },
  { found: rows.LegalHoldRow }
> = {
  name: 'evidence/legal_holds_list',
  mode: 'read',
  text: `MATCH (hold:LegalHold {tenantId: $tenantId, state: $state})
USING INDEX SEEK hold:LegalHold(tenantId, state, createdAt, id)
WHERE hold.createdAt >= $afterAt AND hold.id IS NOT NULL
  AND CASE WHEN hold.createdAt = $afterAt THEN hold.id > $afterId ELSE true END
WITH hold
ORDER BY hold.tenantId, hold.state, hold.createdAt, hold.id
LIMIT $limit
RETURN hold {
  .id, .createdAt, .version, .state, .scope, .ref, .reason, .placedBy, .liftedAt, .liftedBy
} AS found`,
};

/** One page of all legal holds by id, to be compared with their receipts. Rows: many, at most $most. */
export const legalHoldsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'evidence/legal_holds_list_all',
  mode: 'read',
  text: `MATCH (n:LegalHold {tenantId: $tenantId})
USING INDEX SEEK n:LegalHold(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Reads a tenant's log: its size and right edge. Rows: one, none: nothing was sealed yet. */
export const logHeadFind: Statement<
  Record<never, never>,
  { size: number; edge: Int8Array; generation: number }
> = {
  name: 'evidence/log_head_find',
  mode: 'read',
  text: `MATCH (log:LogHead {tenantId: $tenantId})
RETURN log.size AS size, log.edge AS edge, log.generation AS generation`,
};

/** Locks a tenant's log and reads the next receipts to seal behind the lock, each chain in its own order. Rows: one. */
export const logHeadLock: Statement<
  { most: number; at: string; edge: Int8Array },
  { size: number; edge: Int8Array; generation: number; waiting: rows.UnsealedRow[] }
> = {
  name: 'evidence/log_head_lock',
  mode: 'write',
  text: `MERGE (log:LogHead {tenantId: $tenantId})
  ON CREATE SET log.size = 0, log.edge = $edge, log.generation = 1, log.createdAt = $at
SET log._lock = true
WITH log
RETURN log.size AS size, log.edge AS edge, log.generation AS generation,
  COLLECT {
    MATCH (receipt:Unsealed {tenantId: $tenantId})
    USING INDEX SEEK receipt:Unsealed(tenantId, workflowId, workflowSeq)
    WHERE receipt.workflowId IS NOT NULL AND receipt.workflowSeq IS NOT NULL
    WITH receipt
    ORDER BY receipt.tenantId, receipt.workflowId, receipt.workflowSeq
    LIMIT $most
    RETURN receipt {.id, .workflowId, .workflowSeq, .createdAt, .body}
  } AS waiting`,
};

/** Reads a full tile. Rows: one, none: the tile is not full yet. */
export const logTileFind: Statement<
  { level: number; index: number },
  { data: Int8Array }
> = {
  name: 'evidence/log_tile_find',
  mode: 'read',
  text: `MATCH (tile:LogTile {tenantId: $tenantId, level: $level, index: $index})
RETURN tile.data AS data`,
};

/** Reads the payloads of receipts; each has its receipt's id. Rows: many, one an id. */
export const payloadsFindByIds: Statement<
  { ids: readonly string[] },
  { id: string; business: rows.PayloadRow | null; personal: rows.PayloadRow | null; removed: string[] }
> = {
  name: 'evidence/payloads_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS id
OPTIONAL MATCH (receipt:Receipt {tenantId: $tenantId, id: id})
OPTIONAL MATCH (business:BusinessPayload {tenantId: $tenantId, id: id})
OPTIONAL MATCH (personal:PersonalPayload {tenantId: $tenantId, id: id})
RETURN id, business {.salt, .content} AS business, personal {.salt, .content} AS personal,
  coalesce(receipt.removedPayloads, []) AS removed`,
};

/** What is there of the payloads of some receipts, and whom and what they concern; asked behind the lock of the tenant's retention. Rows: many, one for each that is there. */
export const payloadsFindToRemove: Statement<
  { ids: readonly string[] },
  rows.RemovablePayloads
> = {
  name: 'evidence/payloads_find_to_remove',
  mode: 'read',
  text: `UNWIND $ids AS id
MATCH (receipt:Receipt {tenantId: $tenantId, id: id})
OPTIONAL MATCH (business:BusinessPayload {tenantId: $tenantId, id: id})
OPTIONAL MATCH (personal:PersonalPayload {tenantId: $tenantId, id: id})
RETURN id, receipt.workflowId AS workflowId, receipt.leafIndex AS leafIndex, business IS NOT NULL AS business,
  personal IS NOT NULL AS personal, [receipt.subjectId, receipt.resourceId] + [(personal)-[:ABOUT]->(person) | person.id] AS people`,
};

/** Deletes payloads with their salts, and marks the receipts of those whose time was up with what left. Rows: one. */
export const payloadsRemove: Statement<
  { business: readonly string[]; personal: readonly string[]; marks: { id: string; payloads: string[] }[] },
  { removed: number }
> = {
  name: 'evidence/payloads_remove',
  mode: 'write',
  text: `CALL () {
  UNWIND $business AS id
  MATCH (payload:BusinessPayload {tenantId: $tenantId, id: id})
  DETACH DELETE payload
}
CALL () {
  UNWIND $personal AS id
  MATCH (payload:PersonalPayload {tenantId: $tenantId, id: id})
  DETACH DELETE payload
}
CALL () {
  UNWIND $marks AS mark
  MATCH (receipt:Receipt {tenantId: $tenantId, id: mark.id})
  SET receipt.removedPayloads = coalesce(receipt.removedPayloads, []) + mark.payloads
}
RETURN size($business) + size($personal) AS removed`,
};

/** What reported audit events have of a person to be erased, some at a time: details of those in which they acted, which are about them, or which are named here because a detail names them; events that call them by a name that is nobody's here; and which of the named batches and people those are of. Asked behind the lock of the tenant's retention. Rows: one. */
export const personAuditsFind: Statement<
  { personId: string; naming: readonly string[]; heldBatches: readonly string[]; heldPeople: readonly string[]; most: number },
  rows.PersonAudits
> = {
  name: 'evidence/person_audits_find',
  mode: 'read',
  text: `OPTIONAL MATCH (person:Entity {tenantId: $tenantId, id: $personId}) WHERE person:User OR person:Lead
CALL (person) {
  MATCH (detail:AuditDetail)-[:ABOUT]->(person)
  RETURN detail.id AS id
  UNION
  MATCH (event:AuditEvent {tenantId: $tenantId, actorId: $personId})
  USING INDEX SEEK event:AuditEvent(tenantId, actorId, occurredAt, id)
  WHERE event.occurredAt > '' AND event.id IS NOT NULL
  RETURN event.id AS id
  UNION
  MATCH (event:AuditEvent {tenantId: $tenantId, entityId: $personId})
  USING INDEX SEEK event:AuditEvent(tenantId, entityId, occurredAt, id)
  WHERE event.occurredAt > '' AND event.id IS NOT NULL
  RETURN event.id AS id
  UNION
  UNWIND $naming AS id
  RETURN id
}
MATCH (event:AuditEvent {tenantId: $tenantId, id: id})
OPTIONAL MATCH (detail:AuditDetail {tenantId: $tenantId, id: id})
WITH event, detail IS NOT NULL AS hasDetail, person IS NULL AND $personId IN [event.actorId, event.entityId] AS isCalled
WHERE hasDetail OR isCalled
UNWIND [event.actorId, event.entityId] AS named
RETURN collect(DISTINCT CASE WHEN hasDetail THEN event.id END)[..$most] AS details,
  collect(DISTINCT CASE WHEN isCalled THEN event.id END)[..$most] AS called,
  collect(DISTINCT CASE WHEN event.batchId IN $heldBatches THEN event.batchId END) AS heldBatches,
  collect(DISTINCT CASE WHEN hasDetail AND named IN $heldPeople THEN named END) AS heldPeople`,
};

/** Deletes details of audit events with their salts, takes a person's name out of audit events that called them so, and out of events whose they were and what they say in words. Rows: one. */
export const personTracesErase: Statement<
  { details: readonly string[]; called: readonly string[]; events: { id: string; metadata: string }[]; personId: string; pseudonym: string },
  { erased: number }
> = {
  name: 'evidence/person_traces_erase',
  mode: 'write',
  text: `CALL () {
  UNWIND $details AS id
  MATCH (detail:AuditDetail {tenantId: $tenantId, id: id})
  DETACH DELETE detail
}
CALL () {
  UNWIND $called AS id
  MATCH (event:AuditEvent {tenantId: $tenantId, id: id})
  SET event.actorId = CASE event.actorId WHEN $personId THEN $pseudonym ELSE event.actorId END,
    event.entityId = CASE event.entityId WHEN $personId THEN $pseudonym ELSE event.entityId END
}
CALL () {
  UNWIND $events AS left
  MATCH (event:Event {tenantId: $tenantId, id: left.id})
  SET event.userId = $pseudonym, event.metadata = left.metadata
  REMOVE event.sessionId
}
RETURN size($details) + size($called) + size($events) AS erased`,
};

/** What there is of a person to be erased, some at a time: payloads about them, and events of theirs; and which of the named chains and batches have a payload about them or an event of theirs, and whom of the named people receipts with such a payload name. Asked behind the lock of the tenant's retention. Rows: one. */
export const personTracesFind: Statement<
  { personId: string; heldWorkflows: readonly string[]; heldBatches: readonly string[]; heldPeople: readonly string[]; most: number },
  rows.PersonTraces
> = {
  name: 'evidence/person_traces_find',
  mode: 'read',
  text: `OPTIONAL MATCH (person:Entity {tenantId: $tenantId, id: $personId}) WHERE person:User OR person:Lead
RETURN person IS NOT NULL AS isKnown,
  COLLECT { MATCH (payload:PersonalPayload)-[:ABOUT]->(person) RETURN payload.id LIMIT $most } AS payloads,
  COLLECT {
    MATCH (event:Event {tenantId: $tenantId, userId: $personId})
    USING INDEX SEEK event:Event(tenantId, userId, occurredAt, id)
    WHERE event.occurredAt > '' AND event.id IS NOT NULL
    RETURN event {.id, .type, .occurredAt, .metadata} LIMIT $most
  } AS events,
  COLLECT {
    UNWIND $heldWorkflows AS held
    MATCH (receipt:Receipt {tenantId: $tenantId, workflowId: held})
    USING INDEX SEEK receipt:Receipt(tenantId, workflowId, workflowSeq)
    WHERE receipt.workflowSeq > 0 AND EXISTS { (receipt)-[:HAS_PAYLOAD]->(:PersonalPayload)-[:ABOUT]->(person) }
    RETURN DISTINCT held
  } AS heldWorkflows,
  COLLECT {
    UNWIND $heldBatches AS held
    MATCH (event:Event {tenantId: $tenantId, userId: $personId})
    USING INDEX SEEK event:Event(tenantId, userId, occurredAt, id)
    WHERE event.occurredAt > '' AND event.id IS NOT NULL AND event.batchId = held
    RETURN DISTINCT held
  } AS heldBatches,
  COLLECT {
    MATCH (payload:PersonalPayload)-[:ABOUT]->(person) WHERE size($heldPeople) > 0
    MATCH (receipt:Receipt)-[:HAS_PAYLOAD]->(payload)
    UNWIND [receipt.subjectId, receipt.resourceId] + [(payload)-[:ABOUT]->(other) | other.id] AS named
    WITH DISTINCT named
    WHERE named IN $heldPeople
    RETURN named
  } AS heldPeople`,
};

/** One page of all personal payloads by id, to be compared with their receipts. Rows: many, at most $most. */
export const personalPayloadsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'evidence/personal_payloads_list_all',
  mode: 'read',
  text: `MATCH (n:PersonalPayload {tenantId: $tenantId})
USING INDEX SEEK n:PersonalPayload(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Reads policy decisions by their ids. Rows: many, one an id that is there. */
export const policyDecisionsFindByIds: Statement<
  { ids: readonly string[] },
  rows.PolicyDecisionRow
> = {
  name: 'evidence/policy_decisions_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (decision:PolicyDecision {tenantId: $tenantId, id: wanted})
WITH decision, decision.receiptId AS receiptId
OPTIONAL MATCH (payload:BusinessPayload {tenantId: $tenantId, id: receiptId})
RETURN decision.id AS id, decision.createdAt AS at, receiptId, decision.resourceType AS resourceType,
  decision.resourceId AS resourceId, decision.package AS package, decision.policyVersion AS policyVersion,
  decision.configVersion AS configVersion, decision.allow AS allow, decision.ruleIds AS ruleIds, payload.content AS content`,
};

/** One page of all policy decisions by id, to be compared with their receipts. Rows: many, at most $most. */
export const policyDecisionsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'evidence/policy_decisions_list_all',
  mode: 'read',
  text: `MATCH (n:PolicyDecision {tenantId: $tenantId})
USING INDEX SEEK n:PolicyDecision(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.resourceId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Names the workflows in which a resource occurs. Rows: many, one a workflow. */
export const receiptWorkflowsListByResource: Statement<
  { resourceId: string },
  { workflowId: string }
> = {
  name: 'evidence/receipt_workflows_list_by_resource',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: $resourceId})
USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
WHERE receipt.createdAt > '' AND receipt.id IS NOT NULL
RETURN DISTINCT receipt.workflowId AS workflowId`,
};

/** Saves answers under their keys, appends chained receipts with their payloads and decisions, and moves the heads. What was claimed and came to nothing, in a group where others did write, is let go. Rows: one. */
export const receiptsAppend: Statement<
  { saved: rows.SavedAnswer[]; heads: rows.MovedHead[]; abandoned: rows.Abandoned[] },
  { saved: number }
> = {
  name: 'evidence/receipts_append',
  mode: 'write',
  text: `CALL () {
  UNWIND $saved AS claim
  MATCH (key:IdempotencyKey {tenantId: $tenantId, scope: claim.scope, key: claim.key})
  SET key.answer = claim.answer
  RETURN count(*) AS saved
}
CALL () {
  UNWIND $abandoned AS left
  MATCH (key:IdempotencyKey {tenantId: $tenantId, scope: left.scope, key: left.key})
  SET key._lock = true
  WITH key WHERE key.answer IS NULL
  DELETE key
}
CALL () {
  UNWIND $heads AS moved
  MATCH (head:RevWorkflow {tenantId: $tenantId, id: moved.id})
  SET head.seq = moved.seq, head.sha256 = moved.sha256, head.lastReceiptId = moved.lastReceiptId, head.lastAt = moved.lastAt
  WITH head, moved
  UNWIND moved.receipts AS r
  CREATE (receipt:Receipt:Unsealed {
    tenantId: $tenantId, id: r.id, createdAt: r.at, workflowId: moved.id, workflowKind: moved.kind,
    workflowSeq: r.workflowSeq, step: r.step, outcome: r.outcome, subjectType: r.subjectType, subjectId: r.subjectId,
    resourceType: r.resourceType, resourceId: r.resourceId, body: r.body, sha256: r.sha256
  })-[:EVIDENCES]->(head)
  FOREACH (_ IN CASE WHEN r.business IS NULL THEN [] ELSE [1] END |
    CREATE (receipt)-[:HAS_PAYLOAD]->(:BusinessPayload {
      tenantId: $tenantId, id: r.id, createdAt: r.at, salt: r.businessSalt, content: r.business}))
  WITH r, receipt
  OPTIONAL MATCH (resource:Entity {tenantId: $tenantId, id: r.resourceId})
  FOREACH (found IN CASE WHEN resource IS NULL THEN [] ELSE [resource] END |
    CREATE (receipt)-[:EVIDENCES]->(found))
  FOREACH (d IN CASE WHEN r.decision IS NULL THEN [] ELSE [r.decision] END |
    CREATE (decision:PolicyDecision:Entity {
      tenantId: $tenantId, id: d.id, createdAt: r.at, receiptId: r.id, resourceType: r.resourceType,
      resourceId: r.resourceId, package: d.package, policyVersion: d.version, configVersion: d.configVersion,
      allow: d.allow, ruleIds: d.ruleIds})
    FOREACH (found IN CASE WHEN resource IS NULL THEN [] ELSE [resource] END |
      CREATE (decision)-[:APPLIES_TO]->(found)))
  WITH r, receipt WHERE r.personal IS NOT NULL
  CREATE (receipt)-[:HAS_PAYLOAD]->(personal:PersonalPayload {
    tenantId: $tenantId, id: r.id, createdAt: r.at, salt: r.personalSalt, content: r.personal})
  WITH r, personal
  UNWIND r.about AS personId
  MATCH (person:Entity {tenantId: $tenantId, id: personId})
  CREATE (personal)-[:ABOUT]->(person)
}
RETURN saved`,
};

/** Reads receipts by their ids. Rows: many, one an id that is there. */
export const receiptsFindByIds: Statement<
  { ids: readonly string[] },
  rows.ReceiptRecord
> = {
  name: 'evidence/receipts_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (receipt:Receipt {tenantId: $tenantId, id: wanted})
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Tells which of the given links of chains are in the log already. Rows: many, one a link that is sealed. */
export const receiptsFindSealed: Statement<
  { links: { workflowId: string; workflowSeq: number }[] },
  { workflowId: string }
> = {
  name: 'evidence/receipts_find_sealed',
  mode: 'read',
  text: `UNWIND $links AS link
MATCH (receipt:Receipt {tenantId: $tenantId, workflowId: link.workflowId, workflowSeq: link.workflowSeq})
USING INDEX SEEK receipt:Receipt(tenantId, workflowId, workflowSeq)
WHERE receipt.leafIndex IS NOT NULL
RETURN link.workflowId AS workflowId`,
};

/** Lists a tenant's receipts of a period, newest first. Rows: $most at most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const receiptsList: Statement<
  Record<never, never> & { from: string; before: string; beforeId: string; most: number },
  rows.ReceiptRecord
> = {
  name: 'evidence/receipts_list',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
  AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Lists canonical bodies in log order, for entry bundles. Rows: many, one a leaf. */
export const receiptsListBodies: Statement<
  { from: number; to: number },
  { body: string }
> = {
  name: 'evidence/receipts_list_bodies',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId}) WHERE receipt.leafIndex >= $from AND receipt.leafIndex < $to
RETURN receipt.body AS body
ORDER BY receipt.tenantId, receipt.leafIndex`,
};

/** Lists every chain of a tenant, one behind the other, as it is stored, with every payload and with what its receipts evidence. Rows: many, at most $most. */
export const receiptsListByChains: Statement<
  { afterWorkflow: string; afterSeq: number; most: number },
  rows.ChainedReceipt
> = {
  name: 'evidence/receipts_list_by_chains',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, workflowId, workflowSeq)
WHERE receipt.workflowId >= $afterWorkflow AND receipt.workflowSeq IS NOT NULL
  AND CASE WHEN receipt.workflowId = $afterWorkflow THEN receipt.workflowSeq > $afterSeq ELSE true END
WITH receipt
ORDER BY receipt.tenantId, receipt.workflowId, receipt.workflowSeq
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowId AS workflowId, receipt.workflowKind AS workflowKind,
  receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex, receipt.step AS step, receipt.outcome AS outcome,
  receipt.subjectType AS subjectType, receipt.subjectId AS subjectId, receipt.resourceType AS resourceType,
  receipt.resourceId AS resourceId, receipt.sha256 AS sha256, receipt.body AS body,
  head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business {.salt, .content}]) AS business,
  head([(receipt)-[:HAS_PAYLOAD]->(personal:PersonalPayload) | personal {.salt, .content}]) AS personal
  , receipt:Unsealed AS unsealed,
  EXISTS { MATCH (:Entity {tenantId: $tenantId, id: receipt.resourceId}) } AS resourceFound,
  [(receipt)-[:EVIDENCES]->(evidenced) | evidenced.id] AS evidenced`,
};

/** Lists the receipts of one resource, newest first. Rows: $most at most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const receiptsListByResource: Statement<
  { resourceId: string } & { from: string; before: string; beforeId: string; most: number },
  rows.ReceiptRecord
> = {
  name: 'evidence/receipts_list_by_resource',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: $resourceId})
USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
  AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.resourceId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Lists the receipts of one step, newest first. Rows: $most at most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const receiptsListByStep: Statement<
  { step: string } & { from: string; before: string; beforeId: string; most: number },
  rows.ReceiptRecord
> = {
  name: 'evidence/receipts_list_by_step',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, step: $step})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
  AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Lists the receipts of one subject, newest first. Rows: $most at most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const receiptsListBySubject: Statement<
  { subjectId: string } & { from: string; before: string; beforeId: string; most: number },
  rows.ReceiptRecord
> = {
  name: 'evidence/receipts_list_by_subject',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, subjectId: $subjectId})
USING INDEX SEEK receipt:Receipt(tenantId, subjectId, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
  AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.subjectId DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Lists the receipts of one workflow in the order of its chain. Rows: many, at most $most. */
export const receiptsListByWorkflow: Statement<
  { workflowId: string; afterSeq: number; from: string; before: string; most: number },
  rows.ReceiptRecord
> = {
  name: 'evidence/receipts_list_by_workflow',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, workflowId: $workflowId})
WHERE receipt.workflowSeq > $afterSeq AND receipt.createdAt >= $from AND receipt.createdAt < $before
WITH receipt
ORDER BY receipt.tenantId, receipt.workflowId, receipt.workflowSeq
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body`,
};

/** Lists one chain as it is stored, with every payload, in its order. Rows: many, at most $most. */
export const receiptsListChain: Statement<
  { workflowId: string; afterSeq: number; most: number },
  rows.StoredReceipt
> = {
  name: 'evidence/receipts_list_chain',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, workflowId: $workflowId})
WHERE receipt.workflowSeq > $afterSeq
WITH receipt
ORDER BY receipt.tenantId, receipt.workflowId, receipt.workflowSeq
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowId AS workflowId, receipt.workflowKind AS workflowKind,
  receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex, receipt.step AS step, receipt.outcome AS outcome,
  receipt.subjectType AS subjectType, receipt.subjectId AS subjectId, receipt.resourceType AS resourceType,
  receipt.resourceId AS resourceId, receipt.sha256 AS sha256, receipt.body AS body,
  head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business {.salt, .content}]) AS business,
  head([(receipt)-[:HAS_PAYLOAD]->(personal:PersonalPayload) | personal {.salt, .content}]) AS personal`,
};

/** Lists sealed receipts as they are stored, with every payload, in log order. Rows: many, one a leaf. */
export const receiptsListLeaves: Statement<
  { from: number; to: number },
  rows.StoredReceipt
> = {
  name: 'evidence/receipts_list_leaves',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId}) WHERE receipt.leafIndex >= $from AND receipt.leafIndex < $to
WITH receipt
ORDER BY receipt.tenantId, receipt.leafIndex
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowId AS workflowId, receipt.workflowKind AS workflowKind,
  receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex, receipt.step AS step, receipt.outcome AS outcome,
  receipt.subjectType AS subjectType, receipt.subjectId AS subjectId, receipt.resourceType AS resourceType,
  receipt.resourceId AS resourceId, receipt.sha256 AS sha256, receipt.body AS body,
  head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business {.salt, .content}]) AS business,
  head([(receipt)-[:HAS_PAYLOAD]->(personal:PersonalPayload) | personal {.salt, .content}]) AS personal`,
};

/** Lists what the receipts of erasures and of compaction say: which payloads are gone by right. Rows: many, one a batch. */
export const receiptsListRemovals: Statement<
  Record<never, never>,
  rows.TellingOfRemovals
> = {
  name: 'evidence/receipts_list_removals',
  mode: 'read',
  text: `UNWIND ['COMPACT_PAYLOADS', 'ERASE_PERSON'] AS step
MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt > '' AND receipt.id IS NOT NULL
MATCH (payload:BusinessPayload {tenantId: $tenantId, id: receipt.id})
RETURN receipt.id AS id, receipt.workflowId AS workflowId, receipt.step AS step, receipt.body AS body, receipt.leafIndex AS leafIndex,
  receipt:Unsealed AS unsealed, payload {.salt, .content} AS business`,
};

/** Lists a tenant's sealed receipts in log order from a leaf on. Rows: many, at most $most. */
export const receiptsListSealedFrom: Statement<
  { from: number; most: number },
  rows.SealedRow
> = {
  name: 'evidence/receipts_list_sealed_from',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId}) WHERE receipt.leafIndex >= $from
RETURN receipt.id AS id, receipt.leafIndex AS leafIndex, receipt.step AS step, receipt.outcome AS outcome,
  receipt.workflowId AS workflowId, receipt.workflowKind AS workflowKind, receipt.resourceType AS resourceType,
  receipt.resourceId AS resourceId, receipt.subjectId AS subjectId, receipt.createdAt AS at
ORDER BY receipt.tenantId, receipt.leafIndex
LIMIT $most`,
};

/** One page of a tenant's receipts from before an instant, oldest first, with what decides whether their payloads may leave. Rows: many, at most $most. */
export const receiptsListToCompact: Statement<
  { afterAt: string; afterId: string; until: string; most: number },
  rows.CompactableReceipt
> = {
  name: 'evidence/receipts_list_to_compact',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId})
USING INDEX SEEK receipt:Receipt(tenantId, createdAt, id)
WHERE receipt.createdAt >= $afterAt AND receipt.createdAt < $until AND receipt.id IS NOT NULL
  AND CASE WHEN receipt.createdAt = $afterAt THEN receipt.id > $afterId ELSE true END
WITH receipt
ORDER BY receipt.tenantId, receipt.createdAt, receipt.id
LIMIT $most
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowKind AS kind, receipt.step AS step,
  receipt.leafIndex AS leafIndex, EXISTS { (receipt)-[:HAS_PAYLOAD]->() } AS hasPayload`,
};

/** Gives receipts their places in the log, stores the tiles that became full, moves the log's head and keeps the checkpoint. Rows: one. */
export const receiptsSeal: Statement<
  { sealed: { id: string; leafIndex: number }[]; tiles: { level: number; index: number; data: Int8Array }[]; size: number; edge: Int8Array; note: string; at: string },
  { size: number }
> = {
  name: 'evidence/receipts_seal',
  mode: 'write',
  text: `MATCH (log:LogHead {tenantId: $tenantId})
SET log.size = $size, log.edge = $edge
WITH log
CALL () {
  UNWIND $sealed AS place
  MATCH (receipt:Receipt {tenantId: $tenantId, id: place.id})
  SET receipt.leafIndex = place.leafIndex
  REMOVE receipt:Unsealed
}
CALL () {
  UNWIND $tiles AS tile
  CREATE (:LogTile {tenantId: $tenantId, level: tile.level, index: tile.index, data: tile.data, createdAt: $at})
}
CREATE (:Checkpoint {tenantId: $tenantId, size: $size, note: $note, createdAt: $at})
RETURN log.size AS size`,
};

/** Claims the key, locks the named workflows and the tenant's retention, and reads the holds in force: what every transaction does first that takes something away. Rows: one. */
export const retentionLock: Statement<
  Record<never, never> & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { holds: rows.HoldInForce[] }
> = {
  name: 'evidence/retention_lock',
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
CALL () {
  MERGE (retention:RetentionLock {tenantId: $tenantId})
  SET retention._lock = true
}
CALL () {
  MATCH (hold:LegalHold {tenantId: $tenantId, state: 'IN_FORCE'})
  USING INDEX SEEK hold:LegalHold(tenantId, state, createdAt, id)
  WHERE hold.createdAt > '' AND hold.id IS NOT NULL
  RETURN collect(hold {.id, .scope, .ref}) AS holds
}
RETURN key {.answer, .inputSha256} AS claim, heads, holds`,
};

/** How far compaction has come under each of its two rules: the last receipt that needs no second look. Rows: one; none: nothing was ever compacted or held. */
export const retentionProgressFind: Statement<
  Record<never, never>,
  rows.CompactionProgress
> = {
  name: 'evidence/retention_progress_find',
  mode: 'read',
  text: `MATCH (retention:RetentionLock {tenantId: $tenantId})
RETURN coalesce(retention.shortAt, '') AS shortAt, coalesce(retention.shortId, '') AS shortId,
  coalesce(retention.longAt, '') AS longAt, coalesce(retention.longId, '') AS longId`,
};

/** Notes how far compaction has come; behind the lock of the tenant's retention. Rows: one. */
export const retentionProgressMark: Statement<
  { progress: Partial<rows.CompactionProgress> },
  { tenantId: string }
> = {
  name: 'evidence/retention_progress_mark',
  mode: 'write',
  text: `MATCH (retention:RetentionLock {tenantId: $tenantId})
SET retention += $progress
RETURN retention.tenantId AS tenantId`,
};

/** Reads the head of one workflow. Rows: one, none: no such workflow. */
export const workflowFind: Statement<
  { workflowId: string },
  rows.HeadRow
> = {
  name: 'evidence/workflow_find',
  mode: 'read',
  text: `MATCH (head:RevWorkflow {tenantId: $tenantId, id: $workflowId})
RETURN head.id AS id, head.kind AS kind, head.seq AS seq, head.sha256 AS sha256, head.lastReceiptId AS lastReceiptId,
  head.lastAt AS lastAt`,
};

/** Lists the heads of a tenant's workflows by id, after one of them ("": from the start). Rows: many, at most $most. */
export const workflowsList: Statement<
  { afterId: string; most: number },
  rows.HeadRow
> = {
  name: 'evidence/workflows_list',
  mode: 'read',
  text: `MATCH (head:RevWorkflow {tenantId: $tenantId})
WHERE head.id > $afterId
WITH head
ORDER BY head.tenantId, head.id
LIMIT $most
RETURN head.id AS id, head.kind AS kind, head.seq AS seq, head.sha256 AS sha256, head.lastReceiptId AS lastReceiptId,
  head.lastAt AS lastAt`,
};
