import type { SlaTimerRow } from '../../cypher/rows.js';
import type { Instant } from '../kernel/values/instants.js';
import { addWorkingMinutes, type WorkingSchedule } from '../kernel/values/working-minutes.js';
import type { Lead } from './lead.js';

/** A deadline for the first touch by one owner, or by the team in whose queue the lead waits. */
export type SlaTimer = SlaTimerRow;

/** Lifecycle of a deadline, the one table. `touch` in time, `pass` untouched or touched late, `replace`: the lead went to somebody else. */
export const SLA_TIMER_TRANSITIONS = {
  running: { touch: 'met', pass: 'breached', replace: 'replaced' },
  met: {},
  breached: {},
  replaced: {},
} as const satisfies Record<SlaTimer['status'], Partial<Record<'touch' | 'pass' | 'replace', SlaTimer['status']>>>;

/** Sorts after every deadline: the place in a queue of a lead without one. */
export const NO_DEADLINE: Instant = '9999-12-31T23:59:59.999Z';

/** Starts a deadline; its minutes and schedule stay what they are now, whatever the configuration says later. */
export function startTimer(
  id: string,
  lead: Pick<Lead, 'id' | 'ownerId' | 'teamId' | 'slaMinutes' | 'slaSchedule'>,
  schedule: WorkingSchedule,
  at: Instant,
): SlaTimer | null {
  if (lead.slaMinutes === null) return null;
  return {
    id,
    version: 1,
    createdAt: at,
    leadId: lead.id,
    ownerId: lead.ownerId,
    teamId: lead.ownerId ? null : lead.teamId,
    minutes: lead.slaMinutes,
    schedule: lead.slaSchedule ?? 'default',
    dueAt: addWorkingMinutes(at, lead.slaMinutes, schedule),
    status: 'running',
    endedAt: null,
  };
}

/** A running deadline as it ends. */
export const endTimer = (timer: SlaTimer, event: 'touch' | 'pass' | 'replace', at: Instant): SlaTimer => ({
  ...timer,
  status: SLA_TIMER_TRANSITIONS.running[event],
  endedAt: at,
  version: timer.version + 1,
});

/** The deadline as a receipt keeps it. */
export const timerSnapshot = (timer: SlaTimer) => ({ type: 'SlaTimer' as const, ...timer });
