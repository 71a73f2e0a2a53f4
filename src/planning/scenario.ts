import type { CapacityLineRow, ScenarioRow } from '../../cypher/rows.js';
import type { Outcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import type { WriteStep } from '../kernel/write-step.js';

/** What a forecast is held against: nothing, or the tokens of its capacity lines. */
export const PLANNING_MODES = ['DEALS', 'TOKENS'] as const;

/** Lifecycle of a scenario, the one table: event by state. It is changed while it is a draft, and only then (R0). */
export const SCENARIO_TRANSITIONS = {
  DRAFT: { approve: 'APPROVED' },
  APPROVED: { lock: 'LOCKED' },
  LOCKED: {},
} as const;

/** What a scenario expects of open deals in one stage: basis points that are won, days from engaging to closing. */
export interface StageRate {
  stage: string;
  winRateBp: number;
  cycleDays: number;
}

/** A plan that is drafted, approved and locked; forecasts are held against it. */
export interface Scenario extends Omit<ScenarioRow, 'rates'> {
  rates: StageRate[];
}

/** Work that is there (supply) and that is needed (demand), in tokens, of one team (null: any), role and month. */
export type CapacityLine = CapacityLineRow;

/** The scenario is approved or locked: make another one; or it is a draft, which is not locked yet. */
export interface ScenarioSettled extends Outcome {
  __typename: 'ScenarioSettled';
  message: string;
  status: string;
}

export const scenarioSettled = (status: string): ScenarioSettled => ({
  __typename: 'ScenarioSettled',
  message:
    status === 'DRAFT'
      ? 'The scenario is a draft: it is approved before it is locked.'
      : `The scenario is ${status.toLowerCase()}, so this is not done to it any more.`,
  status,
});

/** The chain of one scenario. */
export const scenarioHead = (id: string) => ({ id: workflowId('admin', id), kind: 'admin' as const });

/** Reads a stored scenario. */
export const scenarioOf = ({ rates, ...row }: ScenarioRow): Scenario => ({ ...row, rates: JSON.parse(rates) });

/** R0's event that each step is seen as. */
const EVENTS = {
  CREATE_SCENARIO: 'scenario_created',
  APPROVE_SCENARIO: 'scenario_approved',
  LOCK_SCENARIO: 'scenario_locked',
  MODEL_CAPACITY: 'capacity_modeled',
  RUN_FORECAST: 'forecast_run',
} as const;

/** What a receipt says of the event that its step is seen as: name, the caller's seat at that time, and R0's metadata. */
export const eventOf = (step: WriteStep, name: keyof typeof EVENTS, metadata: Record<string, unknown>) => ({
  event: EVENTS[name],
  seat_type: step.caller.seat?.toLowerCase() ?? null,
  metadata,
});

/** Leaves the receipt of what was done to a scenario; `metadata` is that of the event that it is seen as. */
export function scenarioReceipt(
  step: WriteStep,
  name: Exclude<keyof typeof EVENTS, 'RUN_FORECAST'>,
  scenario: ScenarioRow,
  metadata: Record<string, unknown>,
  lines: readonly CapacityLineRow[] = [],
): void {
  step.receipt({
    workflow: scenarioHead(scenario.id).id,
    step: name,
    outcome: 'ALLOWED',
    resource: { type: 'Scenario', id: scenario.id, version: scenario.version },
    business: {
      ...eventOf(step, name, metadata),
      snapshot: [{ type: 'Scenario', ...scenario }, ...lines.map((line) => ({ type: 'CapacityLine', ...line }))],
    },
  });
}
