import { monthsWrite } from '../../cypher/generated/entitlements.js';
import { eventsKeep, eventsLock, ingestMarkInsert, slotsWrite } from '../../cypher/generated/usage.js';
import type { SlotRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import type { IdempotencyConflict, Outcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import type { WriteStep } from '../kernel/write-step.js';
import { choose } from './choose.js';
import { counted, inLockOrder, monthOfEvent } from './counting.js';
import { type SlotOf, slotNames } from './dedup.js';
import type { EventResult } from './event.js';
import { inPieces } from './in-pieces.js';
import { type Drawn, KEPT_AT_ONCE } from './keep-metered.js';
import { byIdentity, digestOf, identityOf, newEvent, resultOf } from './new-event.js';
import { markOf } from './rollup/marks.js';
import type { UsageRuntime } from './runtime.js';

/** Results in the order of the batch. */
export interface EventsKept extends Outcome {
  __typename: 'EventsKept';
  results: EventResult['result'][];
}

/** A batch of catalogued events, with the id of its chain and the tenant's zone. */
export interface Batch {
  drawn: readonly Drawn[];
  batchId: string;
  zone: string;
  idempotencyKey: string | null;
}

/**
 * Keeps catalogued events in one transaction: each under its identity, those of a slot as far as their rule keeps them, with the
 * counters they raise and one receipt for the batch. Slots and months are locked before anything of them is decided.
 */
export function keepCatalogued(
  runtime: UsageRuntime,
  caller: Caller,
  { drawn, batchId, zone, idempotencyKey }: Batch,
): Promise<EventsKept | IdempotencyConflict> {
  const chain = { id: workflowId('batch', batchId), kind: 'batch' };
  const slotOf = slotNames({ masterSecret: runtime.logSettings.masterSecret, tenantId: caller.tenantId }, zone);
  const locks = { heads: [chain], ...locksOf(drawn, zone, slotOf) };
  const command = drawn.map(({ event }) => [event.source, event.externalId, event.contentSha256]);
  const spec = { caller, action: 'recordEvents', command, idempotencyKey };
  return runtime.unitOfWork.write<EventsKept>(spec, async (step) => {
    const locked = await step.lock(eventsLock, locks);
    if (!locked) throw new DefectError('A batch of events could not be locked');
    const { wanted, decided } = choose(drawn, locked, slotOf);
    const inOrder = wanted.map(({ one }) => one).sort((a, b) => byIdentity(a.event, b.event));
    const rows = await inPieces(
      inOrder,
      (piece) => {
        const kept = (event: Drawn['event']) => ({ batchId, countedFrom: monthOfEvent(event, zone)?.start ?? null });
        return step.read(eventsKeep, {
          events: piece.map(({ event, id }) => newEvent(event, id, step.now, kept(event))),
        });
      },
      KEPT_AT_ONCE,
    );
    const there = new Map(rows.map((row) => [identityOf(row), row]));
    const accepted = wanted.filter(({ one }) => {
      const row = there.get(identityOf(one.event));
      const result = row ? resultOf(one.event, one.id, row) : 'rejected';
      decided.set(one, result);
      return result === 'accepted';
    });
    if (accepted.length > 0) {
      const kept = accepted.map(({ one }) => one);
      const months = counted(
        locked.months,
        kept.map(({ event }) => event),
        zone,
      );
      const slots = lastOf(accepted.flatMap(({ slot }) => slot ?? []));
      if (slots.length > 0) step.write(slotsWrite, { slots });
      if (months.length > 0) step.write(monthsWrite, { months });
      step.write(ingestMarkInsert, markOf(kept.map(({ event }) => event.occurredAt)));
      leaveReceipt(step, chain.id, batchId, kept);
    }
    return { __typename: 'EventsKept', results: drawn.map((one) => decided.get(one) ?? 'rejected') };
  });
}

/** Slots, identities that compete for them, and months: each once, in the order in which every batch locks them. */
function locksOf(drawn: readonly Drawn[], zone: string, slotOf: SlotOf) {
  const slots = new Set<string>();
  const slotted = new Map<string, { source: string; externalId: string }>();
  for (const { event } of drawn) {
    const slot = slotOf(event);
    if (!slot) continue;
    slots.add(slot);
    slotted.set(identityOf(event), { source: event.source, externalId: event.externalId });
  }
  return {
    slots: [...slots].sort(),
    slotted: [...slotted.values()],
    months: inLockOrder(drawn.map(({ event }) => monthOfEvent(event, zone))),
  };
}

/** Slots come in the order in which events took them: the last says where each stands. */
const lastOf = (slots: SlotRow[]): SlotRow[] => [...new Map(slots.map((slot) => [slot.key, slot])).values()];

/** One receipt for the batch, with the digest of its rows: each row is read again by its batch and hashed the same way. */
function leaveReceipt(step: WriteStep, workflow: string, batchId: string, kept: Drawn[]): void {
  const types = new Map<string, number>();
  for (const { event } of kept) types.set(event.name, (types.get(event.name) ?? 0) + 1);
  const billing = kept.filter(({ event }) => event.type.category === 'billing');
  step.receipt({
    workflow,
    step: 'INGEST_EVENTS',
    outcome: 'ALLOWED',
    resource: { type: 'EventBatch', id: batchId, version: null },
    business: {
      events: kept.length,
      types: Object.fromEntries(types),
      ...(billing.length > 0 && { billing_event_ids: billing.map(({ id }) => id) }),
      rows_sha256: digestOf(kept.map(({ event, id }) => ({ ...event, id }))),
    },
  });
}
