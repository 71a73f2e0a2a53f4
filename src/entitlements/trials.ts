import { DateTime } from 'luxon';
import { z } from 'zod';
import { trialWrite } from '../../cypher/generated/entitlements.js';
import type { TrialRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { type Instant, instantOf, later } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Configs, fields, zoneOf } from '../tenancy/index.js';
import { proposeTerms, reasonCode, type TermsChangeProposed } from './propose-terms.js';
import { PLAN_NAMES } from './quota/plans.js';
import { actingIn, givePlan, type LockedTerms, lockTerms, TERMS_TURN } from './terms-change.js';
import { endTrial, trialAfter, trialReceipt } from './trial.js';

interface TrialCreated extends Outcome {
  __typename: 'TrialCreated';
  trialId: string;
  endsAt: Instant;
}

interface TrialExtended extends Outcome {
  __typename: 'TrialExtended';
  trialId: string;
  endsAt: Instant;
}

interface TrialCancelled extends Outcome {
  __typename: 'TrialCancelled';
  trialId: string;
}

/** The tenant has a trial, which can be extended, or a plan that it would lose. */
interface TrialNotPossible extends Outcome {
  __typename: 'TrialNotPossible';
  message: string;
  plan: string;
}

/** No trial of the tenant runs, or, where one that expired would do, can be extended. */
interface NoTrial extends Outcome {
  __typename: 'NoTrial';
  message: string;
}

type TrialRuntime = Runtime & { configs: Configs };

const DEFAULT_DAYS = 14;
const days = z.int().min(1).max(90);
const { id: tenantId, idempotencyKey } = fields;
const creation = z.strictObject({ tenantId, days: days.default(DEFAULT_DAYS), idempotencyKey });
const extension = z.strictObject({ tenantId, days, reasonCode, idempotencyKey });
const cancellation = z.strictObject({ tenantId, reasonCode, idempotencyKey });
const PAID = PLAN_NAMES.filter((plan) => plan !== 'trial');
const upgrade = z.strictObject({
  tenantId,
  plan: z.enum(PAID, `must be one of ${PAID.join(', ')}`),
  reasonCode,
  idempotencyKey,
});

/** Begins a trial of some calendar days of the tenant's zone, to the same time of day. One operator may: it gives the smallest plan, for a while. */
export async function createTrial(
  runtime: TrialRuntime,
  caller: Caller,
  input: unknown,
): Promise<TrialCreated | TrialNotPossible | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'createTrial');
  const parsed = parseCommand(creation, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const id = newId();
  const zone = await zoneOf(runtime, command.tenantId);
  type Answer = TrialCreated | TrialNotPossible | SharedOutcome;
  return runtime.unitOfWork.write<Answer>(specOf(caller, 'createTrial', command, idempotencyKey), async (step) => {
    const locked = await lockTerms(step);
    if (!locked) return notFound('tenant');
    const refused = notPossible(locked);
    if (refused) return refused;
    const endsAt = daysAfter(step.now, command.days, zone);
    const begun = { id, state: 'ACTIVE', version: 1, createdBy: caller.id, createdAt: step.now, endedAt: null };
    const trial = { ...begun, endsAt, dueAt: endsAt };
    step.write(trialWrite, { trial });
    trialReceipt(step, 'CREATE_TRIAL', trial, { days: command.days, snapshot: [givePlan(step, locked, 'trial')] });
    return { __typename: 'TrialCreated', trialId: id, endsAt };
  });
}

/** Gives a trial more days, one that expired from now on; an end that is near moves by as much. */
export async function extendTrial(
  runtime: TrialRuntime,
  caller: Caller,
  input: unknown,
): Promise<TrialExtended | NoTrial | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'extendTrial');
  const parsed = parseCommand(extension, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const zone = await zoneOf(runtime, command.tenantId);
  type Answer = TrialExtended | NoTrial | SharedOutcome;
  const spec = specOf(caller, 'extendTrial', command, idempotencyKey);
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const locked = await lockTerms(step);
    if (!locked) return notFound('tenant');
    const [trial] = locked.trials;
    const state = trial && trialAfter(trial.state, 'extend');
    if (!state) return noTrial;
    const endsAt = daysAfter(later(trial.endsAt, step.now), command.days, zone);
    const after = { ...trial, state, version: trial.version + 1, endsAt, endedAt: null, dueAt: endsAt };
    step.write(trialWrite, { trial: after });
    const { days, reasonCode } = command;
    const snapshot = locked.tenant.plan === 'trial' ? [] : [givePlan(step, locked, 'trial')];
    const figures = { days, reason_code: reasonCode, previous_ends_at: trial.endsAt, snapshot };
    trialReceipt(step, 'EXTEND_TRIAL', after, figures);
    return { __typename: 'TrialExtended', trialId: trial.id, endsAt };
  });
}

/** Ends a trial before its time: nothing is allowed any more. */
export async function cancelTrial(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<TrialCancelled | NoTrial | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'cancelTrial');
  const parsed = parseCommand(cancellation, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  type Answer = TrialCancelled | NoTrial | SharedOutcome;
  const spec = specOf(caller, 'cancelTrial', command, idempotencyKey);
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const locked = await lockTerms(step);
    if (!locked) return notFound('tenant');
    const [trial] = locked.trials;
    if (!trial || !trialAfter(trial.state, 'cancel')) return noTrial;
    endTrialOf(step, locked, trial, 'cancel', { reason_code: command.reasonCode });
    return { __typename: 'TrialCancelled', trialId: trial.id };
  });
}

/** Proposes a plan in place of a trial that runs or expired; the trial is over when a second operator confirms it. */
export async function upgradeTrial(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<TermsChangeProposed | NoTrial | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'upgradeTrial');
  const parsed = parseCommand(upgrade, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { tenantId, plan, reasonCode } = command;
  const asked = { kind: 'PLAN', plan, reasonCode } as const;
  const change = { action: 'upgradeTrial', tenantId, command, idempotencyKey, asked };
  return proposeTerms(runtime, caller, change, ({ trials }) => (trials.length > 0 ? null : noTrial));
}

/** A trial over without another plan: the tenant has none. */
export const endTrialOf = (
  step: WriteStep,
  locked: LockedTerms,
  trial: TrialRow,
  event: 'expire' | 'cancel',
  figures: Record<string, unknown>,
): void =>
  endTrial(step, trial, event, { ...figures, from: locked.tenant.plan, snapshot: [givePlan(step, locked, 'none')] });

const specOf = (caller: Caller, action: string, command: { tenantId: string }, idempotencyKey?: string | null) => ({
  caller: actingIn(caller, command.tenantId),
  action,
  command,
  idempotencyKey,
  turn: TERMS_TURN,
});

function notPossible({ tenant: { plan }, trials }: LockedTerms): TrialNotPossible | null {
  const because =
    trials.length > 0 ? 'The tenant has a trial; extend it instead.' : `The tenant is on the plan ${plan}.`;
  if (trials.length === 0 && ['trial', 'none'].includes(plan)) return null;
  return { __typename: 'TrialNotPossible', message: because, plan };
}

const noTrial: NoTrial = { __typename: 'NoTrial', message: 'The tenant has no trial for that.' };

/** The same time of day some calendar days on, in a zone: a day in which clocks change is a day. */
const daysAfter = (from: Instant, days: number, zone: string): Instant =>
  instantOf(DateTime.fromISO(from, { zone }).plus({ days }).toMillis());
