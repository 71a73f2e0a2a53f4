import { z } from 'zod';
import { headsLock } from '../../cypher/generated/evidence.js';
import { scenarioInsert } from '../../cypher/generated/planning.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { fields } from '../tenancy/index.js';
import { PLANNING_MODES, scenarioHead, scenarioReceipt } from './scenario.js';

/** What a scenario expects of open deals in a stage; each stage once. */
export const ratesCommand = z
  .array(
    z.strictObject({
      stage: fields.displayName,
      winRateBp: z.int().min(0).max(10_000),
      cycleDays: z.int().min(0).max(3_650),
    }),
  )
  .max(100)
  .refine((rates) => new Set(rates.map(({ stage }) => stage)).size === rates.length, 'names a stage twice');

const command = z.strictObject({
  name: fields.displayName,
  planningMode: z.enum(PLANNING_MODES).nullish(),
  tokensPerDeal: z.int().min(0).max(1_000_000).nullish(),
  rates: ratesCommand.nullish(),
  idempotencyKey: fields.idempotencyKey,
});

export interface ScenarioCreated extends Outcome {
  __typename: 'ScenarioCreated';
  scenarioId: string;
}

/** Drafts a scenario; R0's `scenario_created`. */
export async function createScenario(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<ScenarioCreated | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...drafted } = parsed.command;
  const id = newId();
  const spec = { caller, action: 'createScenario', command: drafted, idempotencyKey };
  return runtime.unitOfWork.write<ScenarioCreated | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(headsLock, { heads: [scenarioHead(id)] });
    if (!locked) return notFound('tenant');
    const scenario = {
      id,
      version: 1,
      createdAt: step.now,
      createdBy: caller.id,
      name: drafted.name,
      status: 'DRAFT',
      planningMode: drafted.planningMode ?? 'DEALS',
      tokensPerDeal: drafted.tokensPerDeal ?? 0,
      rates: JSON.stringify(drafted.rates ?? []),
      approvedBy: null,
      approvedAt: null,
      lockedBy: null,
      lockedAt: null,
    };
    step.write(scenarioInsert, { scenario });
    scenarioReceipt(step, 'CREATE_SCENARIO', scenario, { scenarioId: id, scenarioName: scenario.name });
    return { __typename: 'ScenarioCreated', scenarioId: id };
  });
}
