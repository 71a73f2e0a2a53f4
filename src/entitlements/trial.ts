import { trialWrite } from '../../cypher/generated/entitlements.js';
import type { TrialRow } from '../../cypher/rows.js';
import { DefectError } from '../kernel/errors.js';
import type { WriteStep } from '../kernel/write-step.js';
import { adminChain } from '../tenancy/index.js';

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
const trialSnapshot = (trial: TrialRow) => ({ type: 'Trial', ...trial });

/** Ends a trial inside a step that has locked its tenant's terms; `figures` say what became of the tenant. */
export function endTrial(
  step: WriteStep,
  trial: TrialRow,
  event: 'upgrade' | 'expire' | 'cancel',
  { snapshot = [], ...figures }: { snapshot?: object[] } & Record<string, unknown>,
): void {
  const state = trialAfter(trial.state, event);
  if (!state) throw new DefectError(`A trial that is ${trial.state} came to its ${event}`);
  const ended = { ...trial, state, version: trial.version + 1, endedAt: step.now, dueAt: null };
  step.write(trialWrite, { trial: ended });
  trialReceipt(step, `${event.toUpperCase()}_TRIAL`, ended, { ...figures, snapshot });
}

/** Leaves the receipt of what happened to a trial. */
export const trialReceipt = (
  step: WriteStep,
  name: string,
  trial: TrialRow,
  { snapshot, ...figures }: { snapshot: object[] } & Record<string, unknown>,
): void =>
  step.receipt({
    workflow: adminChain(step.tenantId).id,
    step: name,
    outcome: 'ALLOWED',
    resource: { type: 'Trial', id: trial.id, version: trial.version },
    business: { ends_at: trial.endsAt, ...figures, snapshot: [trialSnapshot(trial), ...snapshot] },
  });
