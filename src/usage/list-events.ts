import {
  eventsListByCategories,
  eventsListByType,
  eventsListByUser,
  eventsListOfSource,
  ownEventsList,
} from '../../cypher/generated/usage.js';
import type { ListedEvent, OwnEventRow } from '../../cypher/rows.js';
import { payloadRights } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { CodedError } from '../kernel/errors.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { newestFirst, type PageBack, pageBack } from '../kernel/values/newest-first.js';
import { EVENT_CATEGORIES, EVENT_TYPES, type EventCategory, type EventType } from './catalogue.js';

/** Who tells of the product's own events. */
export const OWN_SOURCE = 'revgraph';

/** At most one of type, category and source narrows a list; a user goes with the first two, a period with all. */
export interface EventFilter {
  type?: string | null | undefined;
  category?: EventCategory | null | undefined;
  source?: string | null | undefined;
  userId?: string | null | undefined;
  /** Inclusive. */
  from?: Instant | null | undefined;
  /** Exclusive. */
  to?: Instant | null | undefined;
}

/** An event from outside or of the product's own, in one shape. */
export interface ShownEvent extends Omit<ListedEvent, 'metadata' | 'ingestedAt'> {
  ingestedAt: Instant;
  /** Null: who asks may not see it, or it was erased. */
  metadata: Record<string, unknown> | null;
  /** The receipt that is this event; null of events from outside. */
  receiptId: string | null;
}

/** Behind which event a page begins. */
export interface AfterEvent {
  occurredAt: Instant;
  id: string;
}

/** Steps whose receipts are events, with the type of each (semantics, Own events). */
const TYPE_OF_STEP = new Map<string, EventType>(
  EVENT_TYPES.flatMap((type) => type.toldBy.map((step) => [step, type] as const)),
);

/**
 * A tenant's events, those from outside and those that are receipts of its own, newest first by when they happened (R0, R1).
 * Throws BAD_USER_INPUT for filters that have no index together.
 */
export async function listEvents(
  runtime: Pick<Runtime, 'graph'>,
  caller: Caller,
  filter: EventFilter,
  { after, most }: { after: AfterEvent | null; most: number },
): Promise<ShownEvent[]> {
  const given = (['type', 'category', 'source'] as const).filter((name) => filter[name]);
  if (given.length > 1 || (filter.source && filter.userId)) {
    const names = filter.userId && filter.source ? ['source', 'userId'] : given;
    throw new CodedError('BAD_USER_INPUT', `filter: ${names.join(' and ')} cannot be combined; take one of them.`);
  }
  const range = pageBack(filter, { after: after && { at: after.occurredAt, id: after.id }, most });
  const [told, own] = await Promise.all([
    fromOutside(runtime, caller.tenantId, filter, range),
    ofOurOwn(runtime, caller.tenantId, filter, range),
  ]);
  return [...told.map(shown), ...own.map((row) => shownOwn(row, caller))].sort(newestFirst).slice(0, most);
}

function fromOutside(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { type, category, source, userId }: EventFilter,
  range: PageBack,
): Promise<ListedEvent[]> {
  if (source) return graph.read(eventsListOfSource, tenantId, { source, ...range });
  if (userId) {
    return graph.read(eventsListByUser, tenantId, { userId, type: type ?? '', category: category ?? '', ...range });
  }
  if (type) return graph.read(eventsListByType, tenantId, { type, ...range });
  // Every event has a category: there is no order over all of them, and nine short lists cost little.
  const categories = category ? [category] : EVENT_CATEGORIES;
  return graph.read(eventsListByCategories, tenantId, { categories, ...range });
}

async function ofOurOwn(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { type, category, source, userId }: EventFilter,
  range: PageBack,
): Promise<OwnEventRow[]> {
  if (source && source !== OWN_SOURCE) return [];
  const steps = [...TYPE_OF_STEP].flatMap(([step, told]) =>
    (!type || told.name === type) && (!category || told.category === category) ? [step] : [],
  );
  return steps.length > 0 ? graph.read(ownEventsList, tenantId, { steps, userId: userId ?? '', ...range }) : [];
}

const shown = ({ metadata, ...event }: ListedEvent): ShownEvent => ({
  ...event,
  metadata: JSON.parse(metadata) as Record<string, unknown>,
  receiptId: null,
});

interface Told {
  metadata?: Record<string, unknown>;
  user_id?: string;
  seat_type?: string | null;
  workspace_id?: string | null;
  snapshot?: unknown;
}

/** What of a receipt's business payload says how it is stored, and not what happened. */
const APART: readonly string[] = [
  'event',
  'metadata',
  'request_id',
  'seat_type',
  'snapshot',
  'user_id',
  'workspace_id',
] satisfies (keyof Told | 'event' | 'request_id')[];

function shownOwn(row: OwnEventRow, caller: Caller): ShownEvent {
  const type = TYPE_OF_STEP.get(row.step) as EventType;
  const isVisible = row.business !== null && payloadRights(caller, row.workflowKind).business;
  const told = (isVisible ? JSON.parse(row.business ?? '{}') : {}) as Told;
  return {
    ...{ id: row.id, source: OWN_SOURCE, externalId: row.id, type: type.name, typeVersion: null },
    ...{ category: type.category, occurredAt: row.occurredAt, ingestedAt: row.occurredAt, userId: row.userId },
    ...{ workspaceId: told.workspace_id ?? null, sessionId: null, seatType: told.seat_type ?? null },
    ...{ entitlement: null, amount: null, asset: null, voidedAt: null, receiptId: row.id },
    metadata: isVisible ? (told.metadata ?? metadataOfOwn(row, type, told)) : null,
  };
}

/** What a receipt says beside its snapshot: an import is known by its run, an export by its receipt. */
function metadataOfOwn(
  { id, step, resourceId }: OwnEventRow,
  { dedup }: EventType,
  told: Told,
): Record<string, unknown> {
  const key = dedup.rule === 'once_per' ? { [dedup.key]: step === 'RUN_IMPORT' ? resourceId : id } : {};
  const user = told.user_id === undefined ? {} : { userId: told.user_id };
  return { ...key, ...user, ...Object.fromEntries(Object.entries(told).filter(([name]) => !APART.includes(name))) };
}
