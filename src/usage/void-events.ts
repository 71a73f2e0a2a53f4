import { z } from 'zod';
import { monthsWrite } from '../../cypher/generated/entitlements.js';
import {
  eventsFindByIdentity,
  eventsListBySource,
  eventsLockToVoid,
  eventsMarkVoid,
  ingestMarkInsert,
} from '../../cypher/generated/usage.js';
import type { VoidableEvent } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import { type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import { newId } from '../kernel/values/ids.js';
import { epochMs, instantOf } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import { fields, zoneOf } from '../tenancy/index.js';
import {
  correctionTold,
  countedBack,
  inLockOrder,
  type MonthCorrected,
  type MonthTold,
  monthOfVoidable,
} from './counting.js';
import { byIdentity, digestOf, identityOf } from './new-event.js';
import { MOST_EVENTS } from './record-events.js';
import { markOf } from './rollup/marks.js';
import type { UsageRuntime } from './runtime.js';

const name = z.string().min(1).max(200);
const instant = fields.instant.transform((text) => instantOf(epochMs(text)));
const command = z
  .strictObject({
    /** Events by their identities … */
    events: z
      .array(z.strictObject({ source: name, externalId: name }))
      .min(1, 'names at least one event')
      .max(MOST_EVENTS, `names at most ${MOST_EVENTS} events`)
      .nullish(),
    /** … or all of a source that happened from one instant to before another. */
    source: name.nullish(),
    from: instant.nullish(),
    to: instant.nullish(),
    /** Says what would happen, and writes nothing. */
    dryRun: z.boolean().nullish(),
    idempotencyKey: name.nullish(),
  })
  .refine(({ events, source, from, to }) => (events ? !(source || from || to) : source && from && to), {
    path: ['events'],
    message: 'names events, or else there are a source and a period (from, to)',
  });

/**
 * What was voided, or would be. `removed`: events whose time was up (`retention`): they can no more be taken back, and what they came to stays.
 * `more`: the period holds more than one call takes; call again.
 */
export interface EventsVoided extends Outcome {
  __typename: 'EventsVoided';
  voided: number;
  alreadyVoid: number;
  removed: number;
  notFound: number;
  more: boolean;
  months: MonthCorrected<MonthTold>[];
}

/**
 * Voids events that should not have been told: they stay, marked, so that one sent again stays void; what they raised is taken
 * back; one receipt has the figures before and after.
 */
export async function voidEvents(
  runtime: UsageRuntime,
  caller: Caller,
  input: unknown,
): Promise<EventsVoided | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...voiding } = parsed.command;
  await runtime.unitOfWork.authorize(caller, 'voidEvents');
  const found = await select(runtime, caller.tenantId, voiding);
  const zone = await zoneOf(runtime, caller.tenantId);
  const batchId = newId();
  const events = found.slice(0, MOST_EVENTS).sort(byIdentity);
  const spec = { caller, action: 'voidEvents', command: voiding, idempotencyKey };
  return runtime.unitOfWork.write<EventsVoided>(spec, async (step) => {
    const locked = await step.lock(eventsLockToVoid, locksOf(batchId, events, zone));
    if (!locked) throw new DefectError('Events could not be locked');
    // Read behind the lock: one may have been removed since it was found.
    const left = locked.events.filter(({ removedAt }) => removedAt === null);
    const standing = new Set(left.filter(({ voidedAt }) => voidedAt === null).map(identityOf));
    const voided = events.filter((event) => standing.has(identityOf(event)));
    const months = countedBack(locked.months, voided, zone);
    if (voided.length > 0 && !voiding.dryRun) markVoid(step, batchId, voided, months);
    return {
      __typename: 'EventsVoided',
      voided: voided.length,
      alreadyVoid: left.length - voided.length,
      removed: locked.events.length - left.length,
      notFound: voiding.events ? new Set(voiding.events.map(identityOf)).size - found.length : 0,
      more: found.length > MOST_EVENTS,
      months: months.map(correctionTold),
    };
  });
}

/** The events that are meant; of a period one more than a call takes, to know whether there are more. */
function select(
  { graph }: UsageRuntime,
  tenantId: string,
  { events, source, from, to }: z.output<typeof command>,
): Promise<VoidableEvent[]> {
  if (events) {
    const once = new Map(events.map((event) => [identityOf(event), event]));
    return graph.read(eventsFindByIdentity, tenantId, { identities: [...once.values()] });
  }
  const period = { source: source ?? '', from: from ?? '', to: to ?? '', most: MOST_EVENTS + 1 };
  return graph.read(eventsListBySource, tenantId, period);
}

function locksOf(batchId: string, events: readonly VoidableEvent[], zone: string) {
  return {
    heads: [{ id: workflowId('batch', batchId), kind: 'batch' }],
    events: events.map(({ source, externalId }) => ({ source, externalId })),
    months: inLockOrder(events.map((event) => (event.removedAt === null ? monthOfVoidable(event, zone) : null))),
  };
}

function markVoid(step: WriteStep, batchId: string, voided: VoidableEvent[], months: MonthCorrected[]): void {
  const events = voided.map(({ source, externalId }) => ({ source, externalId }));
  step.write(eventsMarkVoid, { events, at: step.now });
  step.write(ingestMarkInsert, markOf(voided.map(({ occurredAt }) => occurredAt)));
  if (months.length > 0) step.write(monthsWrite, { months: months.map(({ after }) => after) });
  step.receipt({
    workflow: workflowId('batch', batchId),
    step: 'VOID_EVENTS',
    outcome: 'ALLOWED',
    resource: { type: 'EventBatch', id: batchId, version: null },
    business: { events: voided.length, rows_sha256: digestOf(voided), months },
  });
}
