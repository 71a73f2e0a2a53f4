import { z } from 'zod';
import { capacityWrite, scenarioLock, scenarioUpdate } from '../../cypher/generated/planning.js';
import type { CapacityLineRow, ScenarioRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import type { WriteStep } from '../kernel/write-step.js';
import { fields } from '../tenancy/index.js';
import { ratesCommand } from './create-scenario.js';
import { PLANNING_MODES, type ScenarioSettled, scenarioReceipt, scenarioSettled } from './scenario.js';

/** Lines of one scenario at most: five years of sixty teams and roles. */
const MOST_LINES = 3_600;
const tokens = z.int().min(0).max(1_000_000_000);

const change = z.strictObject({
  scenarioId: fields.id,
  planningMode: z.enum(PLANNING_MODES).nullish(),
  tokensPerDeal: z.int().min(0).max(1_000_000).nullish(),
  rates: ratesCommand.nullish(),
  idempotencyKey: fields.idempotencyKey,
});

const upsert = z.strictObject({
  scenarioId: fields.id,
  of: z.enum(['SUPPLY', 'DEMAND']),
  lines: z
    .array(
      z.strictObject({
        teamId: fields.id.nullish(),
        role: fields.displayName,
        month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2027-01'),
        tokens,
      }),
    )
    .min(1, 'holds at least one line')
    .max(500, 'holds at most 500 lines'),
  idempotencyKey: fields.idempotencyKey,
});

export interface CapacityModeled extends Outcome {
  __typename: 'CapacityModeled';
  version: number;
}

type Modeled = CapacityModeled | ScenarioSettled | SharedOutcome;

/** Changes how a draft is planned: its mode, what a deal takes, the rates that it states; R0's `capacity_modeled`. */
export async function changeScenario(runtime: Runtime, caller: Caller, input: unknown): Promise<Modeled> {
  const parsed = parseCommand(change, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...wanted } = parsed.command;
  const spec = { caller, action: 'changeScenario', command: wanted, idempotencyKey };
  return runtime.unitOfWork.write<Modeled>(spec, async (step) => {
    const locked = await step.lock(scenarioLock, { scenarioId: wanted.scenarioId });
    if (!locked) return notFound('scenario');
    const { scenario } = locked;
    if (scenario.status !== 'DRAFT') return scenarioSettled(scenario.status);
    const after = {
      ...scenario,
      planningMode: wanted.planningMode ?? scenario.planningMode,
      tokensPerDeal: wanted.tokensPerDeal ?? scenario.tokensPerDeal,
      rates: wanted.rates ? JSON.stringify(wanted.rates) : scenario.rates,
    };
    return modeled(step, after, { action: 'planning_mode_toggle', mode: after.planningMode });
  });
}

/** Says how many tokens of work there are, or are needed, by team, role and month of a draft; what was said of a place is replaced. */
export async function upsertCapacity(runtime: Runtime, caller: Caller, input: unknown): Promise<Modeled> {
  const parsed = parseCommand(upsert, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...wanted } = parsed.command;
  const { scenarioId } = wanted;
  const ids = wanted.lines.map(() => newId());
  const spec = { caller, action: 'upsertCapacity', command: wanted, idempotencyKey };
  return runtime.unitOfWork.write<Modeled>(spec, async (step) => {
    const locked = await step.lock(scenarioLock, { scenarioId });
    if (!locked) return notFound('scenario');
    const { scenario } = locked;
    if (scenario.status !== 'DRAFT') return scenarioSettled(scenario.status);
    const told = new Map(locked.lines.map((line) => [placeOf(line), line]));
    const lines = wanted.lines.map((line, n) => {
      const place = { scenarioId, teamId: line.teamId ?? '', role: line.role, month: line.month };
      const before = told.get(placeOf(place)) ?? emptyLine(ids[n] ?? newId(), step, place);
      const after = { ...before, [wanted.of.toLowerCase()]: line.tokens, version: before.version + 1 };
      told.set(placeOf(place), after);
      return after;
    });
    if (told.size > MOST_LINES) {
      return invalidInput({ path: 'lines', message: `a scenario holds at most ${MOST_LINES} of them` });
    }
    const last = [...new Map(lines.map((line) => [line.id, line])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    step.write(capacityWrite, { lines: last });
    const action = wanted.of === 'SUPPLY' ? 'token_supply_upsert' : 'token_demand_upsert';
    return modeled(step, scenario, { action }, last);
  });
}

const placeOf = ({ month, teamId, role }: Pick<CapacityLineRow, 'month' | 'teamId' | 'role'>): string =>
  `${month} ${teamId} ${role}`;

const emptyLine = (
  id: string,
  step: WriteStep,
  place: Pick<CapacityLineRow, 'scenarioId' | 'teamId' | 'role' | 'month'>,
): CapacityLineRow => ({ id, version: 0, createdAt: step.now, ...place, supply: 0, demand: 0 });

function modeled(
  step: WriteStep,
  scenario: ScenarioRow,
  event: Record<string, unknown>,
  lines: readonly CapacityLineRow[] = [],
): CapacityModeled {
  const after = { ...scenario, version: scenario.version + 1 };
  step.write(scenarioUpdate, { scenario: after });
  scenarioReceipt(step, 'MODEL_CAPACITY', after, { scenarioId: scenario.id, ...event }, lines);
  return { __typename: 'CapacityModeled', version: after.version };
}
