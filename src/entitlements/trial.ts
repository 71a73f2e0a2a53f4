import type { TrialRow } from '../../cypher/rows.js';

/**
 * Lifecycle of a trial, the one table: event by state. A trial that expired may be given more days; one that was upgraded or
 * cancelled is over, and another one may begin.
 */
export const TRIAL_TRANSITIONS = {
  ACTIVE: { extend: 'ACTIVE', upgrade: 'UPGRADED', expire: 'EXPIRED', cancel: 'CANCELLED' },
  EXPIRED: { extend: 'ACTIVE', upgrade: 'UPGRADED' },
  UPGRADED: {},
  CANCELLED: {},
} as const;

export type TrialState = keyof typeof TRIAL_TRANSITIONS;
type TrialEvent = 'extend' | 'upgrade' | 'expire' | 'cancel';

/** The state after an event, or null where the table has none. */
export function trialAfter(state: string, event: TrialEvent): TrialState | null {
  const events: Partial<Record<TrialEvent, TrialState>> = TRIAL_TRANSITIONS[state as TrialState] ?? {};
  return events[event] ?? null;
}

/** A trial as a receipt keeps it. */
export const trialSnapshot = (trial: TrialRow) => ({ type: 'Trial', ...trial });
