import { z } from 'zod';
import { scenarioLock, scenarioUpdate } from '../../cypher/generated/planning.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { fields } from '../tenancy/index.js';
import { SCENARIO_TRANSITIONS, type ScenarioSettled, scenarioReceipt, scenarioSettled } from './scenario.js';

const command = z.strictObject({
  scenarioId: fields.id,
  status: z.enum(['APPROVED', 'LOCKED'], 'must be APPROVED or LOCKED'),
  idempotencyKey: fields.idempotencyKey,
});

export interface ScenarioStatusSet extends Outcome {
  __typename: 'ScenarioStatusSet';
  status: string;
}

const STEPS = { APPROVED: 'APPROVE_SCENARIO', LOCKED: 'LOCK_SCENARIO' } as const;

/** Approves a draft, or locks what was approved; R0's `scenario_approved` and `scenario_locked`. */
export async function setScenarioStatus(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<ScenarioStatusSet | ScenarioSettled | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...wanted } = parsed.command;
  const { scenarioId, status } = wanted;
  const spec = { caller, action: 'setScenarioStatus', command: wanted, idempotencyKey };
  return runtime.unitOfWork.write<ScenarioStatusSet | ScenarioSettled | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(scenarioLock, { scenarioId });
    if (!locked) return notFound('scenario');
    const { scenario } = locked;
    if (!mayBecome(scenario.status, status)) return scenarioSettled(scenario.status);
    const done =
      status === 'APPROVED'
        ? { approvedBy: caller.id, approvedAt: step.now }
        : { lockedBy: caller.id, lockedAt: step.now };
    const after = { ...scenario, ...done, status, version: scenario.version + 1 };
    step.write(scenarioUpdate, { scenario: after });
    scenarioReceipt(step, STEPS[status], after, { scenarioId, newStatus: status });
    return { __typename: 'ScenarioStatusSet', status };
  });
}

const mayBecome = (from: string, to: string): boolean =>
  Object.values(SCENARIO_TRANSITIONS[from as keyof typeof SCENARIO_TRANSITIONS]).some((state) => state === to);
