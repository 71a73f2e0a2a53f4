import { z } from 'zod';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { zoneOf } from '../tenancy/index.js';
import { ruleInWords } from './catalogue.js';
import { type Arrival, type Parsed, parseEvent } from './envelope.js';
import type { EventResult } from './event.js';
import { inPieces } from './in-pieces.js';
import { keepCatalogued } from './keep-catalogued.js';
import { type Drawn, keepMetered } from './keep-metered.js';
import type { UsageRuntime } from './runtime.js';

/** Events of one batch at most. */
export const MOST_EVENTS = 1_000;
/** The schema of a tenant's own type may take milliseconds for each. */
const READ_AT_ONCE = 5;

const command = z.strictObject({
  events: z
    .array(z.unknown())
    .min(1, 'holds at least one event')
    .max(MOST_EVENTS, `holds at most ${MOST_EVENTS} events`),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** What became of each event, in the order in which they were sent. What is accepted is in the graph. */
export interface EventsRecorded extends Outcome {
  __typename: 'EventsRecorded';
  results: EventResult[];
}

/**
 * Takes in a batch of events: each is kept once under its source and external id, and told apart from all others, so that one
 * that cannot be read keeps none of them out (R1, R2, R4; semantics, Events and counters). A batch may be sent again. Throws
 * RATE_LIMITED, with the seconds after which to come again, when too much of the tenant's waits already (`ingest-lines.ts`).
 */
export async function recordEvents(
  runtime: UsageRuntime,
  caller: Caller,
  input: unknown,
): Promise<EventsRecorded | SharedOutcome> {
  const { events: sent, ...rest } = (input ?? {}) as { events?: unknown };
  // Each event is read by itself: what is wrong with one is said of it alone.
  const parsed = parseCommand(command, { ...rest, events: Array.isArray(sent) ? sent.map(() => null) : sent });
  if (!parsed.ok) return parsed.invalid;
  await runtime.unitOfWork.authorize(caller, 'recordEvents');
  const batch = { sent: sent as unknown[], idempotencyKey: parsed.command.idempotencyKey ?? null };
  return runtime.ingest.take(caller.tenantId, batch.sent.length, () => recordBatch(runtime, caller, batch));
}

async function recordBatch(
  runtime: UsageRuntime,
  caller: Caller,
  { sent, idempotencyKey }: { sent: unknown[]; idempotencyKey: string | null },
): Promise<EventsRecorded | SharedOutcome> {
  const now = instantNow(runtime.clock);
  const catalogue = await runtime.catalogues.forTypes(caller.tenantId, typesIn(sent));
  const arrival: Arrival = { tenantId: caller.tenantId, sender: senderOf(caller), now, catalogue };
  const items = await inPieces(sent, (piece) => piece.map((item) => parseEvent(item, arrival)), READ_AT_ONCE);
  const drawn = items.flatMap((item): Drawn[] => (item.ok ? [{ event: item.event, id: newId() }] : []));
  const metered = drawn.filter(({ event }) => event.type.retention === 'metered');
  const catalogued = drawn.filter(({ event }) => event.type.retention !== 'metered');
  const results = new Map<Drawn['event'], EventResult['result']>();
  if (catalogued.length > 0) {
    const batch = { drawn: catalogued, batchId: newId(), zone: await zoneOf(runtime, caller.tenantId) };
    const kept = await keepCatalogued(runtime, caller, { ...batch, idempotencyKey });
    if (kept.__typename === 'IdempotencyConflict') return kept;
    for (const [n, { event }] of catalogued.entries()) results.set(event, kept.results[n] ?? 'rejected');
  }
  if (metered.length > 0) {
    const kept = await keepMetered(runtime, caller.tenantId, metered, now);
    for (const [n, { event }] of metered.entries()) results.set(event, kept[n] ?? 'rejected');
  }
  return { __typename: 'EventsRecorded', results: items.map((item) => told(item, results)) };
}

/** The types that a batch names. */
function typesIn(sent: readonly unknown[]): Set<string> {
  const names = new Set<string>();
  for (const item of sent) {
    const type = (item as { type?: unknown } | null)?.type;
    if (typeof type === 'string') names.add(type);
  }
  return names;
}

const senderOf = ({ type }: Caller) => (type === 'system' ? 'product' : type === 'user' ? 'browser' : 'server');

/** Why an event was not kept; null when it was, or had been. */
function reasonOf(result: EventResult['result'], { name, dedup }: Drawn['event']['type']): string | null {
  if (result === 'conflict') return 'externalId: an event of this source and id is there with another content';
  if (result === 'void') return 'externalId: this event was voided, and stays so';
  return result === 'deduplicated' ? `type: ${name} is kept ${ruleInWords(dedup)}, and others came first` : null;
}

function told(item: Parsed, results: Map<Drawn['event'], EventResult['result']>): EventResult {
  if (!item.ok) {
    const { externalId, source, reason } = item;
    return { externalId, source, result: 'rejected', reason, typeVersion: null };
  }
  const { externalId, source, type } = item.event;
  const result = results.get(item.event) ?? 'rejected';
  return { externalId, source, result, reason: reasonOf(result, type), typeVersion: type.version };
}
