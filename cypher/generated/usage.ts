// Generated from cypher/usage/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

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
  event.countedFrom AS countedFrom`,
};

/** Events that are not void, by their ids, with what billing reads of them. Rows: many, one for each that is there. */
export const eventsFindByIds: Statement<
  { ids: string[] },
  rows.BilledEvent
> = {
  name: 'usage/events_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (event:Event {tenantId: $tenantId, id: wanted})
WHERE event.voidedAt IS NULL
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
  event.countedFrom AS countedFrom`,
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
  rows.Locked & { events: rows.KnownEvent[]; months: rows.MonthRow[] }
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
  RETURN collect(event {.source, .externalId, .id, .contentSha256, .voidedAt}) AS events
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
