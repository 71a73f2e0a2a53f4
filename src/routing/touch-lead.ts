import { z } from 'zod';
import { leadLock } from '../../cypher/generated/routing.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { fields } from '../tenancy/index.js';
import { type LeadClosed, leadClosed } from './errors.js';
import { type Lead, leadAfter, leadOf } from './lead.js';
import { type LeadChange, leadReceipt, writeLeads } from './placement.js';
import type { RoutingRuntime } from './runtime.js';
import { endTimer, type SlaTimer } from './sla-timer.js';

const command = z.strictObject({
  leadId: z.string().min(1).max(64),
  /** When contact was made; now when left out. Touches may be told in any order. */
  touchedAt: fields.instant.nullish(),
  channel: z.enum(['EMAIL', 'PHONE', 'MEETING', 'CHAT', 'OTHER']).nullish(),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** Contact was made. `withinSla`: whether the first of all touches came before the lead's own deadline; null without one. */
export interface LeadTouched extends Outcome {
  __typename: 'LeadTouched';
  leadId: string;
  firstTouchedAt: Instant;
  withinSla: boolean | null;
}

/** Notes that a lead was contacted: its first touch, whoever made it and in whatever order it is told, stops the deadline (R3, SLA controls). */
export async function touchLead(
  runtime: RoutingRuntime,
  caller: Caller,
  input: unknown,
): Promise<LeadTouched | LeadClosed | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...touch } = parsed.command;
  return runtime.unitOfWork.write<LeadTouched | LeadClosed | SharedOutcome>(
    { caller, action: 'touchLead', command: touch, idempotencyKey },
    async (step) => {
      const row = await step.lock(leadLock, { leadId: touch.leadId, userId: null, teamId: null });
      if (!row) return notFound('lead');
      const before = leadOf(row.lead);
      const at = touch.touchedAt ? instantOf(epochMs(touch.touchedAt)) : step.now;
      if (at > step.now) return invalidInput({ path: 'touchedAt', message: 'lies in the future' });
      const change = touched(before, row.running, at, step.now, caller);
      if (!change) return leadClosed(before);
      writeLeads(step, [change]);
      const business = { touched_at: at, channel: touch.channel ?? null };
      step.receipt(leadReceipt(change, { step: 'TOUCH_LEAD', outcome: 'ALLOWED', business }));
      const first = change.lead.firstTouchedAt ?? at;
      const { slaDueAt } = change.lead;
      return {
        __typename: 'LeadTouched',
        leadId: before.id,
        firstTouchedAt: first,
        withinSla: slaDueAt === null ? null : first <= slaDueAt,
      };
    },
  );
}

/** The lead after a touch; null when its state takes none. Whoever touches a lead that waits in a queue takes it. */
function touched(before: Lead, running: SlaTimer[], at: Instant, now: Instant, caller: Caller): LeadChange | null {
  const status = leadAfter(before.status, 'touch');
  if (!status) return null;
  const takes = before.status === 'queued' && caller.type === 'user';
  const lead: Lead = {
    ...before,
    status: before.status === 'queued' && !takes ? 'queued' : status,
    version: before.version + 1,
    ownerId: takes ? caller.id : before.ownerId,
    waitingIn: takes ? null : before.waitingIn,
    routedAt: takes ? now : before.routedAt,
    firstTouchedAt: earliest(before.firstTouchedAt, at),
    lastTouchedAt: before.lastTouchedAt && before.lastTouchedAt > at ? before.lastTouchedAt : at,
    queue: before.status === 'queued' && !takes ? before.queue : null,
    queueDueAt: before.status === 'queued' && !takes ? before.queueDueAt : null,
  };
  const ended = running.map((timer) => endTimer(timer, at <= timer.dueAt ? 'touch' : 'pass', now));
  return { lead, routedTo: takes ? caller.id : null, match: null, timer: null, ended, assignment: null };
}

const earliest = (known: Instant | null, at: Instant): Instant => (known !== null && known <= at ? known : at);
