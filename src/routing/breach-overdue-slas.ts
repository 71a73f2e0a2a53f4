import { leadLockForBreach, slaTimersFindOverdue } from '../../cypher/generated/routing.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type IdempotencyConflict, type NotFound, notFound, type Outcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Lead, leadOf } from './lead.js';
import { giveToUser, type LeadChange, leadReceipt, writeLeads } from './placement.js';
import { type RoutingRuntime, scheduleOf, settingsAt } from './runtime.js';
import { endTimer, NO_DEADLINE, type SlaTimer } from './sla-timer.js';

/** Deadlines read at a time, and breached side by side. */
const PAGE = 100;
const AT_ONCE = 8;

/** So many deadlines had passed; `escalated` of their leads went up to a team's lead, the others had nobody above them. */
export interface SlasBreached extends Outcome {
  __typename: 'SlasBreached';
  breached: number;
  escalated: number;
}

/**
 * Acts on every deadline of a tenant that has passed by our own clock: the untouched lead goes up to the lead of its owner's team, with a
 * deadline of their own (R3, SLA controls). Each is looked at again behind its lock, so that two sweeps breach it once.
 */
export async function breachOverdueSlas(runtime: RoutingRuntime, caller: Caller): Promise<SlasBreached> {
  const done: SlasBreached = { __typename: 'SlasBreached', breached: 0, escalated: 0 };
  for (;;) {
    const now = instantNow(runtime.clock);
    const overdue = await runtime.graph.read(slaTimersFindOverdue, caller.tenantId, { now, limit: PAGE });
    const queue = [...overdue];
    let moved = 0;
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const breach = await breachSla(runtime, caller, next);
        if (breach.__typename !== 'SlaBreached') continue;
        moved++;
        done.breached++;
        if (breach.escalatedTo) done.escalated++;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    if (overdue.length < PAGE || moved === 0) return done;
  }
}

interface SlaBreached extends Outcome {
  __typename: 'SlaBreached';
  leadId: string;
  escalatedTo: string | null;
}

/** The deadline ended, or moved, before its turn came. */
interface SlaNotOverdue extends Outcome {
  __typename: 'SlaNotOverdue';
}

async function breachSla(
  runtime: RoutingRuntime,
  caller: Caller,
  { leadId, timerId }: { leadId: string; timerId: string },
): Promise<SlaBreached | SlaNotOverdue | NotFound | IdempotencyConflict> {
  const newTimerId = newId();
  const spec = { caller, action: 'breachOverdueSlas', command: { timerId } };
  return runtime.unitOfWork.write<SlaBreached | SlaNotOverdue | NotFound>(spec, async (step) => {
    const row = await step.lock(leadLockForBreach, { leadId, timerId });
    if (!row) return notFound('lead');
    const timer = row.timer as SlaTimer;
    if (timer.status !== 'running' || timer.dueAt > step.now) return { __typename: 'SlaNotOverdue' };
    const lead = leadOf(row.lead);
    const settings = await settingsAt(runtime, step.tenantId, row.configNumber);
    const boss = bossOf(lead, row.leads);
    const ended = [endTimer(timer, 'pass', step.now)];
    const start = { at: step.now, timerId: newTimerId, schedule: scheduleOf(settings, lead.slaSchedule ?? '') };
    const change = boss ? { ...giveToUser(lead, boss, start), ended } : unmoved(lead, ended);
    return breached(step, lead, timer, change, boss);
  });
}

function breached(
  step: WriteStep,
  before: Lead,
  timer: SlaTimer,
  change: LeadChange,
  boss: string | null,
): SlaBreached {
  writeLeads(step, [change]);
  const business = {
    sla_timer_id: timer.id,
    due_at: timer.dueAt,
    from: { owner_id: before.ownerId, team_id: before.teamId },
    escalated_to: boss,
    conflict: boss ? null : 'no_team_lead',
  };
  step.receipt(leadReceipt(change, { step: 'BREACH_SLA', outcome: boss ? 'ALLOWED' : 'FAILED', business }));
  return { __typename: 'SlaBreached', leadId: before.id, escalatedTo: boss };
}

/** The lead of the team whose lead it is, before those of the owner's other teams; nobody is their own. */
function bossOf(lead: Lead, leads: { teamId: string; userId: string }[]): string | null {
  const others = leads
    .filter(({ userId }) => userId !== lead.ownerId)
    .sort((a, b) => rank(a.teamId, lead) - rank(b.teamId, lead) || (a.teamId < b.teamId ? -1 : 1));
  return others[0]?.userId ?? null;
}

const rank = (teamId: string, lead: Lead): number => (teamId === lead.teamId ? 0 : 1);

/** Nobody stands above: the lead stays where it is, without a deadline of its own any more. */
const unmoved = (lead: Lead, ended: SlaTimer[]): LeadChange => ({
  lead: { ...lead, version: lead.version + 1, queueDueAt: lead.queue && NO_DEADLINE },
  routedTo: null,
  match: null,
  timer: null,
  ended,
  assignment: null,
});
