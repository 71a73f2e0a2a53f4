// Generated from cypher/usage/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** Buckets of a workspace and grain that begin within windows, without what meters come to; '' is the tenant as a whole. Rows: many, each once a window. */
export const bucketFiguresListInWindows: Statement<
  { windows: rows.BucketWindow[]; figures: readonly string[]; merges: boolean },
  rows.BucketFiguresRow
> = {
  name: 'usage/bucket_figures_list_in_windows',
  mode: 'read',
  text: `UNWIND $windows AS wanted
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: wanted.workspaceId, grain: wanted.grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= wanted.start AND bucket.start < wanted.end
RETURN bucket.grain AS grain, bucket.start AS start, bucket.end AS end, bucket.closedAt AS closedAt, bucket.adjusted AS adjusted,
  bucket.latencyCount AS latencyCount, bucket.latencyQuantiles AS latencyQuantiles,
  CASE WHEN $merges OR bucket.latencyQuantiles IS NULL THEN bucket.latency END AS latency, [figure IN $figures | bucket[figure]] AS figures`,
};

/** What meters come to in the buckets of a workspace and grain that begin within windows; `names` begin what is stored of a meter. Rows: many, each once a window. */
export const bucketMetersListInWindows: Statement<
  { windows: rows.BucketWindow[]; names: string[] },
  rows.BucketMetersRow
> = {
  name: 'usage/bucket_meters_list_in_windows',
  mode: 'read',
  text: `UNWIND $windows AS wanted
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: wanted.workspaceId, grain: wanted.grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= wanted.start AND bucket.start < wanted.end
RETURN bucket.grain AS grain, bucket.start AS start, bucket.adjusted AS adjusted,
  [told IN coalesce(bucket.meters, []) WHERE any(name IN $names WHERE told STARTS WITH name)] AS meters`,
};

/** In which hours (UTC) from an instant on a tenant has buckets of quarter hours and hours, and how many. Rows: many, one for each hour that has any. */
export const bucketsCountByHour: Statement<
  { from: string },
  { hour: string; buckets: number }
> = {
  name: 'usage/buckets_count_by_hour',
  mode: 'read',
  text: `UNWIND ['quarter', 'hour'] AS grain
MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.start >= $from AND bucket.workspaceId IS NOT NULL
RETURN left(bucket.start, 13) + ':00:00.000Z' AS hour, count(*) AS buckets`,
};

/** Takes out buckets, behind the lock of the roll-up. Rows: one. */
export const bucketsDelete: Statement<
  { buckets: rows.BucketPlace[] },
  { deleted: number }
> = {
  name: 'usage/buckets_delete',
  mode: 'write',
  text: `UNWIND $buckets AS gone
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: gone.workspaceId, grain: gone.grain, start: gone.start})
DELETE bucket
RETURN count(*) AS deleted`,
};

/** A page of the buckets of a grain in the order of their starts, with whether what meters come to in each says one of some texts: as it stands in their sums, or as it stands in what is kept beside them as JSON. Rows: many, at most $most. */
export const bucketsFindNaming: Statement<
  { grain: string; afterStart: string; afterWorkspaceId: string; inMeters: readonly string[]; inTexts: readonly string[]; most: number },
  rows.BucketPlace & { isNaming: boolean }
> = {
  name: 'usage/buckets_find_naming',
  mode: 'read',
  text: `MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: $grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.start >= $afterStart AND bucket.workspaceId IS NOT NULL
  AND CASE WHEN bucket.start = $afterStart THEN bucket.workspaceId > $afterWorkspaceId ELSE true END
WITH bucket
ORDER BY bucket.tenantId, bucket.grain, bucket.start, bucket.workspaceId
LIMIT $most
RETURN bucket.workspaceId AS workspaceId, bucket.grain AS grain, bucket.start AS start,
  any(meter IN coalesce(bucket.meters, []) WHERE any(text IN $inMeters WHERE meter CONTAINS text))
  OR any(text IN $inTexts WHERE coalesce(bucket.base, '') CONTAINS text OR coalesce(bucket.adjusted, '') CONTAINS text) AS isNaming`,
};

/** Months that are open, and ended before an instant. Rows: many, at most $most. */
export const bucketsFindOpen: Statement<
  { before: string; most: number },
  { bucket: rows.UsageBucketRow }
> = {
  name: 'usage/buckets_find_open',
  mode: 'read',
  text: `MATCH (bucket:UsageBucket {tenantId: $tenantId})
USING INDEX SEEK bucket:UsageBucket(tenantId, openUntil, workspaceId)
WHERE bucket.openUntil > '' AND bucket.openUntil <= $before AND bucket.workspaceId IS NOT NULL
WITH bucket
ORDER BY bucket.tenantId, bucket.openUntil, bucket.workspaceId
LIMIT $most
RETURN properties(bucket) AS bucket`,
};

/** Buckets of quarter hours and hours of all workspaces that begin from one instant to before another. Rows: many, each once. */
export const bucketsListInHours: Statement<
  { from: string; to: string },
  { bucket: rows.UsageBucketRow }
> = {
  name: 'usage/buckets_list_in_hours',
  mode: 'read',
  text: `UNWIND ['quarter', 'hour'] AS grain
MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.start >= $from AND bucket.start < $to AND bucket.workspaceId IS NOT NULL
RETURN properties(bucket) AS bucket`,
};

/** Buckets of a workspace and grain that begin within windows; '' is the tenant as a whole. Rows: many, each once a window. */
export const bucketsListInWindows: Statement<
  { windows: rows.BucketWindow[] },
  { bucket: rows.UsageBucketRow }
> = {
  name: 'usage/buckets_list_in_windows',
  mode: 'read',
  text: `UNWIND $windows AS wanted
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: wanted.workspaceId, grain: wanted.grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= wanted.start AND bucket.start < wanted.end
RETURN properties(bucket) AS bucket`,
};

/** The quarter hours of all workspaces. Rows: many, one for each workspace and quarter hour that has one. */
export const bucketsListOfQuarters: Statement<
  { starts: string[] },
  { bucket: rows.UsageBucketRow }
> = {
  name: 'usage/buckets_list_of_quarters',
  mode: 'read',
  text: `UNWIND $starts AS start
MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: 'quarter', start: start})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.workspaceId >= ''
RETURN properties(bucket) AS bucket`,
};

/** Gives the tenant's own buckets of quarter hours another version, behind the lock of the roll-up; one that is not there is made as it is given. Rows: one. */
export const bucketsOvertake: Statement<
  { buckets: rows.UsageBucketWrite[] },
  { overtaken: number }
> = {
  name: 'usage/buckets_overtake',
  mode: 'write',
  text: `UNWIND $buckets AS row
MERGE (bucket:UsageBucket {tenantId: $tenantId, workspaceId: row.workspaceId, grain: row.grain, start: row.start})
  ON CREATE SET bucket += row.properties
SET bucket.version = coalesce(bucket.version, 0) + 1
RETURN count(*) AS overtaken`,
};

/** Writes buckets behind the lock of the roll-up; a property that is null ends. Rows: one. */
export const bucketsWrite: Statement<
  { buckets: rows.UsageBucketWrite[] },
  { written: number }
> = {
  name: 'usage/buckets_write',
  mode: 'write',
  text: `UNWIND $buckets AS row
MERGE (bucket:UsageBucket {tenantId: $tenantId, workspaceId: row.workspaceId, grain: row.grain, start: row.start})
SET bucket += row.properties, bucket.version = coalesce(bucket.version, 0) + 1
RETURN count(*) AS written`,
};

/** Receipts of counters that were made good after one instant and until another, in their order. Rows: many, at most $most of each step. */
export const correctionsList: Statement<
  { steps: readonly string[]; after: string; until: string; most: number },
  { id: string; step: string; createdAt: string; business: string | null }
> = {
  name: 'usage/corrections_list',
  mode: 'read',
  text: `UNWIND $steps AS step
CALL (step) {
  MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
  USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
  WHERE receipt.createdAt > $after AND receipt.createdAt <= $until AND receipt.id IS NOT NULL
  WITH receipt
  ORDER BY receipt.tenantId, receipt.step, receipt.createdAt, receipt.id
  LIMIT $most
  RETURN receipt
}
RETURN receipt.id AS id, receipt.step AS step, receipt.createdAt AS createdAt,
  head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business.content]) AS business`,
};

/** How many events that are not void raised a counter, by type, workspace and the month that counts them, of those that happened in a period. Where an event does not say its month, it is counted by its own instant. Rows: many, one for each type, workspace and month. */
export const countedEventsCount: Statement<
  { types: readonly string[]; from: string; to: string },
  { type: string; workspaceId: string; countedFrom: string | null; occurredAt: string | null; events: number }
> = {
  name: 'usage/counted_events_count',
  mode: 'read',
  text: `UNWIND $types AS type
MATCH (event:Event {tenantId: $tenantId, type: type})
USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt < $to AND event.id IS NOT NULL AND event.voidedAt IS NULL
RETURN type, coalesce(event.workspaceId, '') AS workspaceId, event.countedFrom AS countedFrom,
  CASE WHEN event.countedFrom IS NULL THEN event.occurredAt ELSE null END AS occurredAt, count(event) AS events`,
};

/** Receipts of what the product itself counts in a month, of some steps and a period; what they hold says in which month. Rows: many, one for each action. */
export const countedReceiptsList: Statement<
  { steps: readonly string[]; from: string; to: string },
  { step: string; createdAt: string; business: string | null }
> = {
  name: 'usage/counted_receipts_list',
  mode: 'read',
  text: `UNWIND $steps AS step
MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt < $to AND receipt.id IS NOT NULL AND receipt.outcome = 'ALLOWED'
RETURN step, receipt.createdAt AS createdAt,
  head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business.content]) AS business`,
};

/** Days and months from an instant on, of all workspaces. Rows: many: those of the months that are not closed. */
export const daysListFrom: Statement<
  { from: string },
  rows.BucketPlace
> = {
  name: 'usage/days_list_from',
  mode: 'read',
  text: `UNWIND ['day', 'month'] AS grain
MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.start >= $from AND bucket.workspaceId IS NOT NULL
RETURN bucket.workspaceId AS workspaceId, bucket.grain AS grain, bucket.start AS start`,
};

/** Claims the key and locks the chain behind which a tenant's own types and meters change; reads those there are now, without schemas. Rows: one. */
export const definitionsLock: Statement<
  { heads: rows.HeadParams[] } & { claim: rows.ClaimParams },
  rows.Locked & { types: rows.EventTypeRow[]; meters: rows.MeterRow[] }
> = {
  name: 'usage/definitions_lock',
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
  MATCH (type:EventType {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK type:EventType(tenantId, state, name, id)
  WHERE type.name > '' AND type.id IS NOT NULL
  RETURN collect(type {.id, .version, .createdAt, .createdBy, .name, .number, .category, .dedup, .fromBrowsers, .retention, .schemaSha256,
    .state, .endedAt}) AS types
}
CALL () {
  MATCH (meter:Meter {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK meter:Meter(tenantId, state, name, id)
  WHERE meter.name > '' AND meter.id IS NOT NULL
  RETURN collect(meter {.id, .version, .createdAt, .createdBy, .name, .number, .eventType, .aggregation, .valuePath, .groupBy, .mostGroups,
    .state, .endedAt}) AS meters
}
RETURN key {.answer, .inputSha256} AS claim, heads, types, meters`,
};

/** Ends what is left of metered events that happened before an instant, the oldest first: none of them is taken any more, and what is left of an event never changes. Rows: one. */
export const eventIdentitiesDelete: Statement<
  { before: string; most: number },
  { deleted: number }
> = {
  name: 'usage/event_identities_delete',
  mode: 'write',
  text: `MATCH (event:Event {tenantId: $tenantId})
USING INDEX SEEK event:Event(tenantId, happenedAt, id)
WHERE event.happenedAt < $before AND event.id IS NOT NULL
WITH event
ORDER BY event.tenantId, event.happenedAt, event.id
LIMIT $most
WITH event
ORDER BY event.source, event.externalId
WITH event.id AS gone
MATCH (identity:Event {tenantId: $tenantId, id: gone})
SET identity._lock = true
WITH identity
DELETE identity
RETURN count(*) AS deleted`,
};

/** Ends a version of a type, behind the lock of its chain: another took its place, or it is retired. Rows: one. */
export const eventTypeEnd: Statement<
  { id: string; version: number; state: string; at: string },
  { id: string }
> = {
  name: 'usage/event_type_end',
  mode: 'write',
  text: `MATCH (type:EventType {tenantId: $tenantId, id: $id})
SET type.state = $state, type.endedAt = $at, type.version = $version
RETURN type.id AS id`,
};

/** One version of a tenant's own type of event. Rows: one, none: there is no such version. */
export const eventTypeFind: Statement<
  { name: string; number: number },
  rows.EventTypeWithSchema
> = {
  name: 'usage/event_type_find',
  mode: 'read',
  text: `MATCH (type:EventType {tenantId: $tenantId, name: $name, number: $number})
RETURN type.schema AS schema,
  type.id AS id, type.version AS version, type.createdAt AS createdAt, type.createdBy AS createdBy, type.name AS name,
  type.number AS number, type.category AS category, type.dedup AS dedup, type.fromBrowsers AS fromBrowsers, type.retention AS retention,
  type.schemaSha256 AS schemaSha256, type.state AS state, type.endedAt AS endedAt`,
};

/** The last version of a tenant's own type of event, whether it is retired or not. Rows: one, none: no type had this name. */
export const eventTypeFindLast: Statement<
  { name: string },
  rows.EventTypeWithSchema
> = {
  name: 'usage/event_type_find_last',
  mode: 'read',
  text: `MATCH (type:EventType {tenantId: $tenantId, name: $name})
WHERE type.number > 0
WITH type
ORDER BY type.tenantId DESC, type.name DESC, type.number DESC
LIMIT 1
RETURN type.schema AS schema,
  type.id AS id, type.version AS version, type.createdAt AS createdAt, type.createdBy AS createdBy, type.name AS name,
  type.number AS number, type.category AS category, type.dedup AS dedup, type.fromBrowsers AS fromBrowsers, type.retention AS retention,
  type.schemaSha256 AS schemaSha256, type.state AS state, type.endedAt AS endedAt`,
};

/** Stores a version of a tenant's own type of event. Rows: one. */
export const eventTypeInsert: Statement<
  { type: rows.EventTypeWithSchema },
  { id: string }
> = {
  name: 'usage/event_type_insert',
  mode: 'write',
  text: `CREATE (made:EventType:Entity {tenantId: $tenantId, id: $type.id})
SET made += $type
RETURN made.id AS id`,
};

/** The schemas of versions of types, by their ids. Rows: many, at most one for each. */
export const eventTypeSchemasFind: Statement<
  { ids: readonly string[] },
  { id: string; schema: string }
> = {
  name: 'usage/event_type_schemas_find',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (type:EventType {tenantId: $tenantId, id: wanted})
RETURN type.id AS id, type.schema AS schema`,
};

/** The types of its own that a tenant has now, without their schemas, by name. Rows: many, at most $most. */
export const eventTypesFindActive: Statement<
  { most: number },
  rows.EventTypeRow
> = {
  name: 'usage/event_types_find_active',
  mode: 'read',
  text: `MATCH (type:EventType {tenantId: $tenantId, state: 'ACTIVE'})
USING INDEX SEEK type:EventType(tenantId, state, name, id)
WHERE type.name > '' AND type.id IS NOT NULL
WITH type
ORDER BY type.tenantId, type.state, type.name, type.id
LIMIT $most
RETURN
  type.id AS id, type.version AS version, type.createdAt AS createdAt, type.createdBy AS createdBy, type.name AS name,
  type.number AS number, type.category AS category, type.dedup AS dedup, type.fromBrowsers AS fromBrowsers, type.retention AS retention,
  type.schemaSha256 AS schemaSha256, type.state AS state, type.endedAt AS endedAt`,
};

/** One page of all versions of types by id, to be compared with their receipts. Rows: many, at most $most. */
export const eventTypesListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'usage/event_types_list_all',
  mode: 'read',
  text: `MATCH (n:EventType {tenantId: $tenantId})
USING INDEX SEEK n:EventType(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** The oldest events of a class that came in before an instant, behind a place, each locked, in the order of their identities; what they say is read behind the locks. Rows: many, at most $most. */
export const eventsExpiredLock: Statement<
  { retention: string; until: string; afterAt: string; afterId: string; most: number },
  rows.ExpiredEventRow
> = {
  name: 'usage/events_expired_lock',
  mode: 'write',
  text: `MATCH (event:Event {tenantId: $tenantId, retention: $retention})
USING INDEX SEEK event:Event(tenantId, retention, ingestedAt, id)
WHERE event.ingestedAt >= $afterAt AND event.ingestedAt < $until AND event.id IS NOT NULL
  AND CASE WHEN event.ingestedAt > $afterAt THEN true ELSE event.id > $afterId END
WITH event
ORDER BY event.tenantId, event.retention, event.ingestedAt, event.id
LIMIT $most
WITH event
ORDER BY event.source, event.externalId
SET event._lock = true
WITH event
RETURN event.type AS type, event.occurredAt AS occurredAt, event.id AS id, event.source AS source, event.userId AS userId,
  event.workspaceId AS workspaceId, event.sessionId AS sessionId, event.seatType AS seatType, event.entitlement AS entitlement,
  event.amount AS amount, event.asset AS asset, event.metadata AS metadata, event.voidedAt AS voidedAt
  , event.ingestedAt AS ingestedAt, event.batchId AS batchId`,
};

/** Events by their identities. Rows: many, at most one for each. */
export const eventsFindByIdentity: Statement<
  { identities: rows.EventIdentity[] },
  rows.VoidableEvent
> = {
  name: 'usage/events_find_by_identity',
  mode: 'read',
  text: `UNWIND $identities AS wanted
MATCH (event:Event {tenantId: $tenantId, source: wanted.source, externalId: wanted.externalId})
RETURN event.source AS source, event.externalId AS externalId, event.id AS id, event.contentSha256 AS contentSha256,
  event.voidedAt AS voidedAt, event.type AS type, event.workspaceId AS workspaceId, event.occurredAt AS occurredAt,
  event.countedFrom AS countedFrom, event.removedAt AS removedAt`,
};

/** Events that are there and not void, by their ids, with what billing reads of them. Rows: many, one for each that is there. */
export const eventsFindByIds: Statement<
  { ids: string[] },
  rows.BilledEvent
> = {
  name: 'usage/events_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (event:Event {tenantId: $tenantId, id: wanted})
WHERE event.voidedAt IS NULL AND event.removedAt IS NULL
RETURN event.id AS id, event.type AS type, event.occurredAt AS occurredAt, event.userId AS userId,
  event.workspaceId AS workspaceId, event.entitlement AS entitlement, event.metadata AS metadata`,
};

/** Keeps events under their identities, which come sorted so that two batches cannot wait for each other; tells of each what is there now: its own id, or that of the one that was there. Rows: one for each event. */
export const eventsKeep: Statement<
  { events: rows.NewEvent[] },
  rows.KnownEvent
> = {
  name: 'usage/events_keep',
  mode: 'write',
  text: `UNWIND $events AS arrived
MERGE (event:Event {tenantId: $tenantId, source: arrived.source, externalId: arrived.externalId})
  ON CREATE SET event += arrived
RETURN event.source AS source, event.externalId AS externalId, event.id AS id, event.contentSha256 AS contentSha256,
  event.voidedAt AS voidedAt`,
};

/** Events of each of some categories, newest first; whoever asks for several takes the newest of all. Rows: many, at most $most for each. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const eventsListByCategories: Statement<
  { categories: readonly string[] } & { from: string; before: string; beforeId: string; most: number },
  rows.ListedEvent
> = {
  name: 'usage/events_list_by_categories',
  mode: 'read',
  text: `UNWIND $categories AS category
CALL (category) {
  MATCH (event:Event {tenantId: $tenantId, category: category})
  USING INDEX SEEK event:Event(tenantId, category, occurredAt, id)
  WHERE event.occurredAt >= $from AND event.occurredAt <= $before AND event.id IS NOT NULL
    AND CASE WHEN event.occurredAt = $before THEN event.id < $beforeId ELSE true END
  RETURN event
  ORDER BY event.tenantId DESC, event.category DESC, event.occurredAt DESC, event.id DESC
  LIMIT $most
}
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.type AS type, event.typeVersion AS typeVersion,
  event.category AS category, event.occurredAt AS occurredAt, event.ingestedAt AS ingestedAt, event.userId AS userId,
  event.workspaceId AS workspaceId, event.sessionId AS sessionId, event.seatType AS seatType, event.entitlement AS entitlement,
  event.amount AS amount, event.asset AS asset, event.metadata AS metadata, event.voidedAt AS voidedAt`,
};

/** Events of a source that happened from one instant to before another and are not void, oldest first. Rows: many, at most $most. */
export const eventsListBySource: Statement<
  { source: string; from: string; to: string; most: number },
  rows.VoidableEvent
> = {
  name: 'usage/events_list_by_source',
  mode: 'read',
  text: `MATCH (event:Event {tenantId: $tenantId, source: $source})
USING INDEX SEEK event:Event(tenantId, source, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt < $to AND event.id IS NOT NULL AND event.voidedAt IS NULL
WITH event
ORDER BY event.tenantId, event.source, event.occurredAt, event.id
LIMIT $most
RETURN event.source AS source, event.externalId AS externalId, event.id AS id, event.contentSha256 AS contentSha256,
  event.voidedAt AS voidedAt, event.type AS type, event.workspaceId AS workspaceId, event.occurredAt AS occurredAt,
  event.countedFrom AS countedFrom, event.removedAt AS removedAt`,
};

/** Events of one type, newest first. Rows: many, at most $most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const eventsListByType: Statement<
  { type: string } & { from: string; before: string; beforeId: string; most: number },
  rows.ListedEvent
> = {
  name: 'usage/events_list_by_type',
  mode: 'read',
  text: `MATCH (event:Event {tenantId: $tenantId, type: $type})
USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt <= $before AND event.id IS NOT NULL
  AND CASE WHEN event.occurredAt = $before THEN event.id < $beforeId ELSE true END
WITH event
ORDER BY event.tenantId DESC, event.type DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.type AS type, event.typeVersion AS typeVersion,
  event.category AS category, event.occurredAt AS occurredAt, event.ingestedAt AS ingestedAt, event.userId AS userId,
  event.workspaceId AS workspaceId, event.sessionId AS sessionId, event.seatType AS seatType, event.entitlement AS entitlement,
  event.amount AS amount, event.asset AS asset, event.metadata AS metadata, event.voidedAt AS voidedAt`,
};

/** Events of one user, newest first; of one type or category only, where it is not ''. Those of others are passed over one by one. Rows: many, at most $most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const eventsListByUser: Statement<
  { userId: string; type: string; category: string } & { from: string; before: string; beforeId: string; most: number },
  rows.ListedEvent
> = {
  name: 'usage/events_list_by_user',
  mode: 'read',
  text: `MATCH (event:Event {tenantId: $tenantId, userId: $userId})
USING INDEX SEEK event:Event(tenantId, userId, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt <= $before AND event.id IS NOT NULL
  AND CASE WHEN event.occurredAt = $before THEN event.id < $beforeId ELSE true END
  AND CASE $type WHEN '' THEN true ELSE event.type = $type END
  AND CASE $category WHEN '' THEN true ELSE event.category = $category END
WITH event
ORDER BY event.tenantId DESC, event.userId DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.type AS type, event.typeVersion AS typeVersion,
  event.category AS category, event.occurredAt AS occurredAt, event.ingestedAt AS ingestedAt, event.userId AS userId,
  event.workspaceId AS workspaceId, event.sessionId AS sessionId, event.seatType AS seatType, event.entitlement AS entitlement,
  event.amount AS amount, event.asset AS asset, event.metadata AS metadata, event.voidedAt AS voidedAt`,
};

/** Events of one source, newest first. Rows: many, at most $most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const eventsListOfSource: Statement<
  { source: string } & { from: string; before: string; beforeId: string; most: number },
  rows.ListedEvent
> = {
  name: 'usage/events_list_of_source',
  mode: 'read',
  text: `MATCH (event:Event {tenantId: $tenantId, source: $source})
USING INDEX SEEK event:Event(tenantId, source, occurredAt, id)
WHERE event.occurredAt >= $from AND event.occurredAt <= $before AND event.id IS NOT NULL
  AND CASE WHEN event.occurredAt = $before THEN event.id < $beforeId ELSE true END
WITH event
ORDER BY event.tenantId DESC, event.source DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.type AS type, event.typeVersion AS typeVersion,
  event.category AS category, event.occurredAt AS occurredAt, event.ingestedAt AS ingestedAt, event.userId AS userId,
  event.workspaceId AS workspaceId, event.sessionId AS sessionId, event.seatType AS seatType, event.entitlement AS entitlement,
  event.amount AS amount, event.asset AS asset, event.metadata AS metadata, event.voidedAt AS voidedAt`,
};

/** Claims the key, locks the batch's chain, then the slots and months of its events, which come sorted; finds which of the events that share a slot are there already: behind the slot's lock nobody else can bring one. Rows: one. */
export const eventsLock: Statement<
  { heads: rows.HeadParams[]; slots: string[]; slotted: rows.EventIdentity[] } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { months: rows.MonthKey[] },
  rows.Locked & { slots: rows.SlotRow[]; known: rows.KnownEvent[]; months: rows.MonthRow[] }
> = {
  name: 'usage/events_lock',
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
  UNWIND $slots AS name
  MERGE (slot:DedupSlot {tenantId: $tenantId, key: name})
    ON CREATE SET slot.kept = 0
  SET slot._lock = true
  WITH slot
  RETURN collect(slot {.key, .lastAt, .kept}) AS slots
}
CALL (slots) {
  UNWIND $slotted AS wanted
  MATCH (event:Event {tenantId: $tenantId, source: wanted.source, externalId: wanted.externalId})
  RETURN collect(event {.source, .externalId, .id, .contentSha256, .voidedAt}) AS known
}
CALL () {
  UNWIND $months AS wanted
  MERGE (month:MonthlyUsage {tenantId: $tenantId, workspaceId: wanted.workspaceId, start: wanted.start})
    ON CREATE SET month.imports = 0, month.exports = 0, month.activeUsers = 0
  SET month._lock = true
  WITH month
  RETURN collect(month {.workspaceId, .start, .imports, .exports, .activeUsers}) AS months
}
RETURN key {.answer, .inputSha256} AS claim, heads, slots, known, months`,
};

/** Claims the key, locks the batch's chain, then events (sorted by source and external id) and the months that counted them. Rows: one. */
export const eventsLockToVoid: Statement<
  { heads: rows.HeadParams[]; events: rows.EventIdentity[] } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { months: rows.MonthKey[] },
  rows.Locked & { events: (rows.KnownEvent & { removedAt: string | null })[]; months: rows.MonthRow[] }
> = {
  name: 'usage/events_lock_to_void',
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
  UNWIND $events AS wanted
  MATCH (event:Event {tenantId: $tenantId, source: wanted.source, externalId: wanted.externalId})
  SET event._lock = true
  WITH event
  RETURN collect(event {.source, .externalId, .id, .contentSha256, .voidedAt, .removedAt}) AS events
}
CALL () {
  UNWIND $months AS wanted
  MERGE (month:MonthlyUsage {tenantId: $tenantId, workspaceId: wanted.workspaceId, start: wanted.start})
    ON CREATE SET month.imports = 0, month.exports = 0, month.activeUsers = 0
  SET month._lock = true
  WITH month
  RETURN collect(month {.workspaceId, .start, .imports, .exports, .activeUsers}) AS months
}
RETURN key {.answer, .inputSha256} AS claim, heads, events, months`,
};

/** Marks locked events void; they stay, so that one sent again stays void. Rows: one. */
export const eventsMarkVoid: Statement<
  { events: rows.EventIdentity[]; at: string },
  { marked: number }
> = {
  name: 'usage/events_mark_void',
  mode: 'write',
  text: `UNWIND $events AS voided
MATCH (event:Event {tenantId: $tenantId, source: voided.source, externalId: voided.externalId})
SET event.voidedAt = $at
RETURN count(*) AS marked`,
};

/** Leaves of locked events what they are known by: identity, hash of the content, batch, and whether they were void. They hold their place against being sent again, and the digest of their batch can still be made. Of metered ones it stays known when they happened. Rows: one. */
export const eventsStrip: Statement<
  { ids: string[]; at: string },
  { stripped: number }
> = {
  name: 'usage/events_strip',
  mode: 'write',
  text: `UNWIND $ids AS gone
MATCH (event:Event {tenantId: $tenantId, id: gone})
WITH event, {
  tenantId: $tenantId, id: event.id, source: event.source, externalId: event.externalId, contentSha256: event.contentSha256,
  batchId: event.batchId, voidedAt: event.voidedAt, removedAt: $at,
  happenedAt: CASE event.retention WHEN 'metered' THEN event.occurredAt ELSE null END
} AS identity
SET event = identity
RETURN count(*) AS stripped`,
};

/** Notes on a tenant's hours as what their buckets were found to be what they count. Rows: one. */
export const hoursMarkAgreed: Statement<
  { hours: rows.AgreedHour[] },
  { marked: number }
> = {
  name: 'usage/hours_mark_agreed',
  mode: 'write',
  text: `UNWIND $hours AS agreed
MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: '', grain: 'hour', start: agreed.start})
SET bucket.agreed = agreed.sha256
RETURN count(*) AS marked`,
};

/** Says that the quarter hours are to be summed up again: in the transaction that keeps or voids events of them. Rows: one. */
export const ingestMarkInsert: Statement<
  { id: string; quarters: string[] },
  { id: string }
> = {
  name: 'usage/ingest_mark_insert',
  mode: 'write',
  text: `CREATE (mark:IngestMark {tenantId: $tenantId, id: $id, quarters: $quarters})
RETURN mark.id AS id`,
};

/** Ends marks of which everything is summed up. Rows: one. */
export const ingestMarksDelete: Statement<
  { ids: string[] },
  { deleted: number }
> = {
  name: 'usage/ingest_marks_delete',
  mode: 'write',
  text: `UNWIND $ids AS done
MATCH (mark:IngestMark {tenantId: $tenantId, id: done})
DELETE mark
RETURN count(*) AS deleted`,
};

/** Those of some marks that nobody has ended, as they are now. Rows: many, each at most once. */
export const ingestMarksFind: Statement<
  { ids: string[] },
  rows.MarkedRow
> = {
  name: 'usage/ingest_marks_find',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (mark:IngestMark {tenantId: $tenantId, id: wanted})
RETURN mark.id AS id, mark.quarters AS quarters, coalesce(mark.remakes, false) AS remakes, coalesce(mark.denials, []) AS denials`,
};

/** Marks of a tenant, oldest first. Rows: many, at most $most. */
export const ingestMarksList: Statement<
  { most: number },
  rows.IngestMarkRow
> = {
  name: 'usage/ingest_marks_list',
  mode: 'read',
  text: `MATCH (mark:IngestMark {tenantId: $tenantId})
USING INDEX SEEK mark:IngestMark(tenantId, id)
WHERE mark.id > ''
WITH mark
ORDER BY mark.tenantId, mark.id
LIMIT $most
RETURN mark.id AS id, mark.quarters AS quarters, coalesce(mark.remakes, false) AS remakes`,
};

/** Waits until whoever wrote the marks is done, so that what they mark can be read; nothing is kept of it. Rows: one. */
export const ingestMarksLock: Statement<
  { ids: string[] },
  { locked: number }
> = {
  name: 'usage/ingest_marks_lock',
  mode: 'write',
  text: `UNWIND $ids AS wanted
MATCH (mark:IngestMark {tenantId: $tenantId, id: wanted})
SET mark._lock = true
RETURN count(*) AS locked`,
};

/** Leaves of marks what is still to be summed up. Rows: one. */
export const ingestMarksShorten: Statement<
  { marks: { id: string; quarters: string[] }[] },
  { written: number }
> = {
  name: 'usage/ingest_marks_shorten',
  mode: 'write',
  text: `UNWIND $marks AS left
MATCH (mark:IngestMark {tenantId: $tenantId, id: left.id})
SET mark.quarters = left.quarters
RETURN count(*) AS written`,
};

/** What is summed up of events of some types, each type from a place on to before an instant. Rows: many, at most $most of each type. */
export const measuredEventsList: Statement<
  { places: rows.MeasuredPlace[]; to: string; most: number },
  rows.MeasuredEventRow
> = {
  name: 'usage/measured_events_list',
  mode: 'read',
  text: `UNWIND $places AS place
CALL (place) {
  MATCH (event:Event {tenantId: $tenantId, type: place.type})
  USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
  WHERE event.occurredAt >= place.from AND event.occurredAt < $to AND event.id IS NOT NULL
    AND CASE WHEN event.occurredAt > place.from THEN true ELSE event.id > place.afterId END
  WITH event
  ORDER BY event.tenantId, event.type, event.occurredAt, event.id
  LIMIT $most
  RETURN event
}
RETURN event.type AS type, event.occurredAt AS occurredAt, event.id AS id, event.source AS source, event.userId AS userId,
  event.workspaceId AS workspaceId, event.sessionId AS sessionId, event.seatType AS seatType, event.entitlement AS entitlement,
  event.amount AS amount, event.asset AS asset, event.metadata AS metadata, event.voidedAt AS voidedAt`,
};

/** In which hours (UTC) of some stretches events of some types happened. Rows: many, each hour once. */
export const measuredHoursFind: Statement<
  { gaps: { from: string; to: string }[]; types: readonly string[] },
  { hour: string }
> = {
  name: 'usage/measured_hours_find',
  mode: 'read',
  text: `UNWIND $gaps AS gap
UNWIND $types AS type
MATCH (event:Event {tenantId: $tenantId, type: type})
USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
WHERE event.occurredAt >= gap.from AND event.occurredAt < gap.to AND event.id IS NOT NULL
RETURN DISTINCT left(event.occurredAt, 13) + ':00:00.000Z' AS hour`,
};

/** Ends a version of a meter, behind the lock of its chain: another took its place, or it is retired. Rows: one. */
export const meterEnd: Statement<
  { id: string; version: number; state: string; at: string },
  { id: string }
> = {
  name: 'usage/meter_end',
  mode: 'write',
  text: `MATCH (meter:Meter {tenantId: $tenantId, id: $id})
SET meter.state = $state, meter.endedAt = $at, meter.version = $version
RETURN meter.id AS id`,
};

/** How many versions a meter of this name has had. Rows: one, none: no meter had this name. */
export const meterFindLastNumber: Statement<
  { name: string },
  { number: number }
> = {
  name: 'usage/meter_find_last_number',
  mode: 'read',
  text: `MATCH (meter:Meter {tenantId: $tenantId, name: $name})
WHERE meter.number > 0
WITH meter
ORDER BY meter.tenantId DESC, meter.name DESC, meter.number DESC
LIMIT 1
RETURN meter.number AS number`,
};

/** Stores a version of what a tenant measures. Rows: one. */
export const meterInsert: Statement<
  { meter: rows.MeterRow },
  { id: string }
> = {
  name: 'usage/meter_insert',
  mode: 'write',
  text: `CREATE (made:Meter:Entity {tenantId: $tenantId, id: $meter.id})
SET made += $meter
RETURN made.id AS id`,
};

/** What a tenant measures now, by name. Rows: many, at most $most. */
export const metersFindActive: Statement<
  { most: number },
  rows.MeterRow
> = {
  name: 'usage/meters_find_active',
  mode: 'read',
  text: `MATCH (meter:Meter {tenantId: $tenantId, state: 'ACTIVE'})
USING INDEX SEEK meter:Meter(tenantId, state, name, id)
WHERE meter.name > '' AND meter.id IS NOT NULL
WITH meter
ORDER BY meter.tenantId, meter.state, meter.name, meter.id
LIMIT $most
RETURN meter.id AS id, meter.version AS version, meter.createdAt AS createdAt, meter.createdBy AS createdBy, meter.name AS name,
  meter.number AS number, meter.eventType AS eventType, meter.aggregation AS aggregation, meter.valuePath AS valuePath,
  meter.groupBy AS groupBy, meter.mostGroups AS mostGroups, meter.state AS state, meter.endedAt AS endedAt`,
};

/** Versions of meters that ended after an instant, the first to end first. Rows: many, at most $most. */
export const metersFindEnded: Statement<
  { after: string; most: number },
  rows.MeterRow
> = {
  name: 'usage/meters_find_ended',
  mode: 'read',
  text: `MATCH (meter:Meter {tenantId: $tenantId})
USING INDEX SEEK meter:Meter(tenantId, endedAt, id)
WHERE meter.endedAt > $after AND meter.id IS NOT NULL
WITH meter
ORDER BY meter.tenantId, meter.endedAt, meter.id
LIMIT $most
RETURN meter.id AS id, meter.version AS version, meter.createdAt AS createdAt, meter.createdBy AS createdBy, meter.name AS name,
  meter.number AS number, meter.eventType AS eventType, meter.aggregation AS aggregation, meter.valuePath AS valuePath,
  meter.groupBy AS groupBy, meter.mostGroups AS mostGroups, meter.state AS state, meter.endedAt AS endedAt`,
};

/** One page of all versions of meters by id, to be compared with their receipts. Rows: many, at most $most. */
export const metersListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'usage/meters_list_all',
  mode: 'read',
  text: `MATCH (n:Meter {tenantId: $tenantId})
USING INDEX SEEK n:Meter(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Until when the months of a tenant as a whole are closed. Rows: one; null: none is closed. */
export const monthsFindClosedUntil: Statement<
  Record<never, never>,
  { end: string | null }
> = {
  name: 'usage/months_find_closed_until',
  mode: 'read',
  text: `MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: '', grain: 'month'})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start > '' AND bucket.closedAt IS NOT NULL
RETURN max(bucket.end) AS end`,
};

/** One page of the counters of months, by workspace and month, behind one. Rows: many, at most $most. */
export const monthsList: Statement<
  { since: string; afterWorkspace: string; afterStart: string; most: number },
  { month: rows.MonthRow; agreed: string | null }
> = {
  name: 'usage/months_list',
  mode: 'read',
  text: `MATCH (month:MonthlyUsage {tenantId: $tenantId})
USING INDEX SEEK month:MonthlyUsage(tenantId, workspaceId, start)
WHERE month.workspaceId >= $afterWorkspace AND month.start >= $since
  AND CASE WHEN month.workspaceId = $afterWorkspace THEN month.start > $afterStart ELSE true END
WITH month
ORDER BY month.tenantId, month.workspaceId, month.start
LIMIT $most
RETURN month {.workspaceId, .start, .imports, .exports, .activeUsers} AS month, month.agreed AS agreed`,
};

/** Claims the key, locks the chain, and the months that are to be compared with what they count: behind the lock nobody counts in them. Rows: one. */
export const monthsLockToReconcile: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { months: rows.MonthKey[] },
  rows.Locked & { months: rows.MonthRow[] }
> = {
  name: 'usage/months_lock_to_reconcile',
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
  UNWIND $months AS wanted
  MERGE (month:MonthlyUsage {tenantId: $tenantId, workspaceId: wanted.workspaceId, start: wanted.start})
    ON CREATE SET month.imports = 0, month.exports = 0, month.activeUsers = 0
  SET month._lock = true
  WITH month
  RETURN collect(month {.workspaceId, .start, .imports, .exports, .activeUsers}) AS months
}
RETURN key {.answer, .inputSha256} AS claim, heads, months`,
};

/** Notes on months that are over what they were found to count, where that still stands. Rows: one. */
export const monthsMarkAgreed: Statement<
  { months: rows.AgreedMonth[] },
  { marked: number }
> = {
  name: 'usage/months_mark_agreed',
  mode: 'write',
  text: `UNWIND $months AS agreed
MATCH (month:MonthlyUsage {tenantId: $tenantId, workspaceId: agreed.workspaceId, start: agreed.start})
SET month.agreed = agreed.figures
RETURN count(*) AS marked`,
};

/** Receipts of each of some steps, which tell of the product's own events, newest first; of one user only, where it is not ''. Whoever asks for several steps takes the newest of all. Rows: many, at most $most for each. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const ownEventsList: Statement<
  { steps: readonly string[]; userId: string } & { from: string; before: string; beforeId: string; most: number },
  rows.OwnEventRow
> = {
  name: 'usage/own_events_list',
  mode: 'read',
  text: `UNWIND $steps AS step
CALL (step) {
  MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
  USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
  WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
    AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
    AND CASE $userId WHEN '' THEN true ELSE receipt.subjectType = 'user' AND receipt.subjectId = $userId END
    AND receipt.outcome <> 'DENIED' AND receipt.outcome <> 'FAILED'
  RETURN receipt
  ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
  LIMIT $most
}
RETURN receipt.id AS id, receipt.step AS step, receipt.createdAt AS occurredAt,
  CASE receipt.subjectType WHEN 'user' THEN receipt.subjectId ELSE null END AS userId, receipt.resourceId AS resourceId,
  receipt.workflowKind AS workflowKind, head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business.content]) AS business`,
};

/** Which of some quarter hours are still to be summed up. Rows: many, each at most once. */
export const quartersFindMarked: Statement<
  { starts: string[] },
  { start: string }
> = {
  name: 'usage/quarters_find_marked',
  mode: 'read',
  text: `MATCH (mark:IngestMark {tenantId: $tenantId})
USING INDEX SEEK mark:IngestMark(tenantId, id)
WHERE mark.id > ''
UNWIND mark.quarters AS start
WITH DISTINCT start
WHERE start IN $starts
RETURN start`,
};

/** Quarter hours of which what is made of them is still to be put together again. Rows: many, each once. */
export const quartersFindRemade: Statement<
  Record<never, never>,
  { start: string }
> = {
  name: 'usage/quarters_find_remade',
  mode: 'read',
  text: `MATCH (mark:IngestMark {tenantId: $tenantId})
USING INDEX SEEK mark:IngestMark(tenantId, id)
WHERE mark.id > '' AND mark.remakes
UNWIND mark.quarters AS start
RETURN DISTINCT start`,
};

/** Quarter hours from an instant on that a tenant has buckets of. Rows: many: those of the months that are not closed. */
export const quartersListFrom: Statement<
  { from: string },
  { start: string }
> = {
  name: 'usage/quarters_list_from',
  mode: 'read',
  text: `MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: '', grain: 'quarter'})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= $from
RETURN bucket.start AS start`,
};

/** Whether receipts of some steps, in chains whose ids begin alike, are not in the log yet. Rows: one or none. */
export const receiptsFindUnsealed: Statement<
  { chains: string; steps: string[] },
  { id: string }
> = {
  name: 'usage/receipts_find_unsealed',
  mode: 'read',
  text: `MATCH (receipt:Unsealed {tenantId: $tenantId})
USING INDEX SEEK receipt:Unsealed(tenantId, workflowId, workflowSeq)
WHERE receipt.workflowId STARTS WITH $chains AND receipt.workflowSeq > 0 AND receipt.step IN $steps
RETURN receipt.id AS id
LIMIT 1`,
};

/** When a tenant was opened, and when its last reconciliation began. Rows: one; none: no such tenant. */
export const reconciliationFindDue: Statement<
  Record<never, never>,
  { createdAt: string; lastStartedAt: string | null }
> = {
  name: 'usage/reconciliation_find_due',
  mode: 'read',
  text: `MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
CALL () {
  MATCH (run:Reconciliation {tenantId: $tenantId})
  USING INDEX SEEK run:Reconciliation(tenantId, createdAt, id)
  WHERE run.createdAt > '' AND run.id IS NOT NULL
  WITH run
  ORDER BY run.tenantId DESC, run.createdAt DESC, run.id DESC
  LIMIT 1
  RETURN collect(run.startedAt) AS started
}
RETURN tenant.createdAt AS createdAt, head(started) AS lastStartedAt`,
};

/** The last reconciliation of a tenant. Rows: one; none: there was none yet. */
export const reconciliationFindLast: Statement<
  Record<never, never>,
  { run: rows.ReconciliationRow }
> = {
  name: 'usage/reconciliation_find_last',
  mode: 'read',
  text: `MATCH (run:Reconciliation {tenantId: $tenantId})
USING INDEX SEEK run:Reconciliation(tenantId, createdAt, id)
WHERE run.createdAt > '' AND run.id IS NOT NULL
WITH run
ORDER BY run.tenantId DESC, run.createdAt DESC, run.id DESC
LIMIT 1
RETURN properties(run) AS run`,
};

/** Keeps what a reconciliation came to. Rows: one. */
export const reconciliationInsert: Statement<
  { run: rows.ReconciliationRow },
  { written: number }
> = {
  name: 'usage/reconciliation_insert',
  mode: 'write',
  text: `CREATE (run:Reconciliation:Entity {tenantId: $tenantId, id: $run.id})
SET run += $run
RETURN count(run) AS written`,
};

/** Claims the key, locks the chain and what holds a tenant's reconciliations apart, and reads the last of them. Rows: one. */
export const reconciliationLock: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { last: rows.ReconciliationRow | null }
> = {
  name: 'usage/reconciliation_lock',
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
MERGE (lock:ReconciliationLock {tenantId: $tenantId})
SET lock._lock = true
WITH key, heads
CALL () {
  MATCH (run:Reconciliation {tenantId: $tenantId})
  USING INDEX SEEK run:Reconciliation(tenantId, createdAt, id)
  WHERE run.createdAt > '' AND run.id IS NOT NULL
  WITH run
  ORDER BY run.tenantId DESC, run.createdAt DESC, run.id DESC
  LIMIT 1
  RETURN collect(properties(run)) AS runs
}
RETURN key {.answer, .inputSha256} AS claim, heads, head(runs) AS last`,
};

/** One page of a tenant's reconciliations, newest first. Rows: many, at most $most. */
export const reconciliationsList: Statement<
  { before: string; beforeId: string; most: number },
  { run: rows.ReconciliationRow }
> = {
  name: 'usage/reconciliations_list',
  mode: 'read',
  text: `MATCH (run:Reconciliation {tenantId: $tenantId})
USING INDEX SEEK run:Reconciliation(tenantId, createdAt, id)
WHERE run.createdAt <= $before AND run.id IS NOT NULL
  AND CASE WHEN run.createdAt = $before THEN run.id < $beforeId ELSE true END
WITH run
ORDER BY run.tenantId DESC, run.createdAt DESC, run.id DESC
LIMIT $most
RETURN properties(run) AS run`,
};

/** One page of all reconciliations by id, to be compared with their receipts. Rows: many, at most $most. */
export const reconciliationsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'usage/reconciliations_list_all',
  mode: 'read',
  text: `MATCH (n:Reconciliation {tenantId: $tenantId})
USING INDEX SEEK n:Reconciliation(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Says that what is made of quarter hours is to be put together again, from the quarter hours as they are. Rows: one. */
export const remakeMarksInsert: Statement<
  { marks: { id: string; quarters: string[] }[] },
  { inserted: number }
> = {
  name: 'usage/remake_marks_insert',
  mode: 'write',
  text: `UNWIND $marks AS wanted
CREATE (mark:IngestMark {tenantId: $tenantId, id: wanted.id, quarters: wanted.quarters, remakes: true})
RETURN count(*) AS inserted`,
};

/** Until when catalogued events may be gone, whatever the terms say now: of what came in before it some was removed. Rows: one; none: nothing was ever removed or held. */
export const removedUntilFind: Statement<
  Record<never, never>,
  { until: string | null }
> = {
  name: 'usage/removed_until_find',
  mode: 'read',
  text: `MATCH (retention:RetentionLock {tenantId: $tenantId})
RETURN retention.cataloguedUntil AS until`,
};

/** Notes, behind the lock of the tenant's retention, until when catalogued events may be gone. Rows: one. */
export const removedUntilMark: Statement<
  { until: string },
  { until: string }
> = {
  name: 'usage/removed_until_mark',
  mode: 'write',
  text: `MATCH (retention:RetentionLock {tenantId: $tenantId})
SET retention.cataloguedUntil = CASE WHEN retention.cataloguedUntil > $until THEN retention.cataloguedUntil ELSE $until END
RETURN retention.cataloguedUntil AS until`,
};

/** Locks what leaves of a tenant, and gives the holds in force and the removal that is under way. Rows: one. */
export const retentionLock: Statement<
  Record<never, never>,
  rows.RetentionLocked
> = {
  name: 'usage/retention_lock',
  mode: 'write',
  text: `CALL () {
  MERGE (retention:RetentionLock {tenantId: $tenantId})
  SET retention._lock = true
}
CALL () {
  MATCH (hold:LegalHold {tenantId: $tenantId, state: 'IN_FORCE'})
  USING INDEX SEEK hold:LegalHold(tenantId, state, createdAt, id)
  WHERE hold.createdAt > '' AND hold.id IS NOT NULL
  RETURN collect(hold {.id, .scope, .ref}) AS holds
}
OPTIONAL MATCH (run:RetentionRun {tenantId: $tenantId})
RETURN holds, run {.id, .startedAt, .told} AS run`,
};

/** The same, with the tenant's roll-up: for whoever takes away what is summed up. Rows: one. */
export const retentionLockWithRollUp: Statement<
  Record<never, never>,
  rows.RetentionLocked
> = {
  name: 'usage/retention_lock_with_roll_up',
  mode: 'write',
  text: `CALL () {
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
OPTIONAL MATCH (run:RetentionRun {tenantId: $tenantId})
RETURN holds, run {.id, .startedAt, .told} AS run`,
};

/** Ends a run that its receipt tells of. Rows: one. */
export const retentionRunEnd: Statement<
  { id: string },
  { ended: number }
> = {
  name: 'usage/retention_run_end',
  mode: 'write',
  text: `MATCH (run:RetentionRun {tenantId: $tenantId})
SET run._lock = true
WITH run
WHERE run.id = $id
DELETE run
RETURN count(*) AS ended`,
};

/** Claims the key, locks the chain and what leaves of a tenant, and reads the run that is to be told. Rows: one. */
export const retentionRunLock: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { run: rows.RetentionRunRow | null }
> = {
  name: 'usage/retention_run_lock',
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
OPTIONAL MATCH (run:RetentionRun {tenantId: $tenantId})
RETURN key {.answer, .inputSha256} AS claim, heads, run {.id, .startedAt, .told} AS run`,
};

/** Keeps, behind the lock, what a run has removed so far. Rows: one. */
export const retentionRunWrite: Statement<
  { id: string; startedAt: string; told: string },
  { id: string }
> = {
  name: 'usage/retention_run_write',
  mode: 'write',
  text: `MERGE (run:RetentionRun {tenantId: $tenantId})
SET run.id = $id, run.startedAt = $startedAt, run.told = $told
RETURN run.id AS id`,
};

/** Claims the key, and locks the chain and the tenant's roll-up. Rows: one. */
export const rollUpLock: Statement<
  { heads: rows.HeadParams[] } & { claim: rows.ClaimParams },
  rows.Locked
> = {
  name: 'usage/roll_up_lock',
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
  MERGE (rollUp:RollUpLock {tenantId: $tenantId})
  SET rollUp._lock = true
}
RETURN key {.answer, .inputSha256} AS claim, heads`,
};

/** By which zones a tenant's usage is summed up into days and months, each from an instant on. Rows: one, none: nothing was summed up yet. */
export const rollUpZonesFind: Statement<
  Record<never, never>,
  { froms: string[]; zones: string[] }
> = {
  name: 'usage/roll_up_zones_find',
  mode: 'read',
  text: `MATCH (rollUp:RollUpLock {tenantId: $tenantId})
WHERE rollUp.zones IS NOT NULL
RETURN rollUp.zonesFrom AS froms, rollUp.zones AS zones`,
};

/** Says by which zones usage is summed up, behind the lock of the roll-up. Rows: one, none: nobody holds the lock. */
export const rollUpZonesWrite: Statement<
  { froms: string[]; zones: string[] },
  { written: number }
> = {
  name: 'usage/roll_up_zones_write',
  mode: 'write',
  text: `MATCH (rollUp:RollUpLock {tenantId: $tenantId})
SET rollUp.zonesFrom = $froms, rollUp.zones = $zones
RETURN count(*) AS written`,
};

/** Slots whose names can be read: JSON, which a digest never is. Rows: many, at most $most. */
export const slotsFindReadable: Statement<
  { most: number },
  { key: string }
> = {
  name: 'usage/slots_find_readable',
  mode: 'read',
  text: `MATCH (slot:DedupSlot {tenantId: $tenantId})
USING INDEX SEEK slot:DedupSlot(tenantId, key)
WHERE slot.key STARTS WITH '['
RETURN slot.key AS key
LIMIT $most`,
};

/** Gives slots other names. What a slot of the other name remembers already, from a process that came in between, is put together with it. Rows: one. */
export const slotsRename: Statement<
  { slots: { key: string; name: string }[] },
  { renamed: number }
> = {
  name: 'usage/slots_rename',
  mode: 'write',
  text: `UNWIND $slots AS named
MATCH (slot:DedupSlot {tenantId: $tenantId, key: named.key})
SET slot._lock = true
WITH slot, named
MERGE (other:DedupSlot {tenantId: $tenantId, key: named.name})
  ON CREATE SET other.kept = 0
SET other.kept = other.kept + slot.kept,
  other.lastAt = CASE WHEN other.lastAt > slot.lastAt THEN other.lastAt ELSE coalesce(slot.lastAt, other.lastAt) END
DELETE slot
RETURN count(*) AS renamed`,
};

/** Moves the slots of a batch to where its events took them. Rows: one. */
export const slotsWrite: Statement<
  { slots: rows.SlotRow[] },
  { written: number }
> = {
  name: 'usage/slots_write',
  mode: 'write',
  text: `UNWIND $slots AS moved
MATCH (slot:DedupSlot {tenantId: $tenantId, key: moved.key})
SET slot.lastAt = moved.lastAt, slot.kept = moved.kept
RETURN count(*) AS written`,
};

/** A connected system by its kind. Rows: one, none: it was not connected. */
export const systemFind: Statement<
  { kind: string },
  rows.SystemRow
> = {
  name: 'usage/system_find',
  mode: 'read',
  text: `MATCH (system:System {tenantId: $tenantId, kind: $kind})
WHERE system.sealed IS NOT NULL
RETURN system.id AS id, system.version AS version, system.createdAt AS createdAt, system.kind AS kind, system.sealed AS sealed,
  system.connectedBy AS connectedBy, system.connectedAt AS connectedAt`,
};

/** Claims the key, locks the chain of a connected system, and makes or locks the system. Rows: one. */
export const systemLock: Statement<
  { heads: rows.HeadParams[]; kind: string; id: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { system: rows.SystemRow }
> = {
  name: 'usage/system_lock',
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
MERGE (system:System {tenantId: $tenantId, kind: $kind})
  ON CREATE SET system:Entity, system.id = $id, system.version = 0, system.createdAt = $claim.at
SET system._lock = true
WITH key, heads, system
RETURN key {.answer, .inputSha256} AS claim, heads,
  system {.id, .version, .createdAt, .kind, .sealed, .connectedBy, .connectedAt} AS system`,
};

/** Writes a locked system as it is now. Rows: one. */
export const systemWrite: Statement<
  { system: rows.SystemRow },
  { id: string }
> = {
  name: 'usage/system_write',
  mode: 'write',
  text: `MATCH (found:System {tenantId: $tenantId, kind: $system.kind})
SET found += $system
RETURN found.id AS id`,
};

/** One page of all connected systems by id, to be compared with their receipts. Rows: many, at most $most. */
export const systemsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'usage/systems_list_all',
  mode: 'read',
  text: `MATCH (n:System {tenantId: $tenantId})
USING INDEX SEEK n:System(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};
