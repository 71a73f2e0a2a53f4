import { z } from 'zod';
import { termsChangesWrite } from '../../cypher/generated/entitlements.js';
import type { TermsChangeRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';
import { fields, type SecondPersonRequired, secondPersonRequired } from '../tenancy/index.js';
import { tooMany } from './grant-quota.js';
import type { PlanName } from './quota/plans.js';
import {
  actingIn,
  givePlan,
  type LockedTerms,
  lockTerms,
  TERMS_TURN,
  type TermsChangeKind,
  termsChangeAfter,
  termsChangeSnapshot,
  termsReceipt,
} from './terms-change.js';
import { endTrial } from './trial.js';

interface TermsChangeInForce extends Outcome {
  __typename: 'TermsChangeInForce';
  changeId: string;
}

interface TermsChangeWithdrawn extends Outcome {
  __typename: 'TermsChangeWithdrawn';
  changeId: string;
}

/** It does not wait any more: it was confirmed or withdrawn before, or its end has come meanwhile. */
interface TermsChangeNotProposed extends Outcome {
  __typename: 'TermsChangeNotProposed';
  message: string;
  state: string;
}

type Confirmation = TermsChangeInForce | TermsChangeNotProposed | SecondPersonRequired | SharedOutcome;
type Withdrawal = TermsChangeWithdrawn | TermsChangeNotProposed | SharedOutcome;

const schema = z.strictObject({ tenantId: fields.id, changeId: fields.id, idempotencyKey: fields.idempotencyKey });

/** What a change is called when it comes into force. */
const STEPS: Record<TermsChangeKind, { step: string; word: string }> = {
  PLAN: { step: 'SET_PLAN', word: 'plan' },
  QUOTA: { step: 'SET_CUSTOM_QUOTA', word: 'custom quota' },
  GRANT: { step: 'GRANT_QUOTA', word: 'grant' },
};

/** Brings a plan, a custom quota or a grant into force. The operator who proposed it is refused, with a receipt. */
export async function confirmTermsChange(runtime: Runtime, caller: Caller, input: unknown): Promise<Confirmation> {
  await runtime.unitOfWork.authorize(caller, 'confirmTermsChange');
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const acting = actingIn(caller, command.tenantId);
  const spec = { caller: acting, action: 'confirmTermsChange', command, idempotencyKey, turn: TERMS_TURN };
  return runtime.unitOfWork.write<Confirmation>(spec, async (step) => {
    const locked = await lockTerms(step, command.changeId);
    if (!locked?.wanted) return notFound('change of terms');
    const { wanted } = locked;
    const { expiresAt } = wanted;
    if (!termsChangeAfter(wanted.state, 'confirm')) return notProposed(wanted.state);
    if (expiresAt !== null && expiresAt <= step.now) return notProposed('EXPIRED');
    const { step: name, word } = STEPS[wanted.kind as TermsChangeKind];
    if (wanted.proposedBy === caller.id) {
      const snapshot = [termsChangeSnapshot(wanted)];
      termsReceipt(step, name, wanted, { outcome: 'DENIED', reason: 'SECOND_PERSON_REQUIRED', snapshot });
      return secondPersonRequired(word);
    }
    const refused = wanted.kind === 'GRANT' ? tooMany(locked) : null;
    if (refused) return refused;
    bringIntoForce(step, name, locked, wanted);
    return { __typename: 'TermsChangeInForce', changeId: wanted.id };
  });
}

/** Withdraws a change that waits; any operator may, since nothing comes into force by it. */
export async function withdrawTermsChange(runtime: Runtime, caller: Caller, input: unknown): Promise<Withdrawal> {
  await runtime.unitOfWork.authorize(caller, 'withdrawTermsChange');
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const acting = actingIn(caller, command.tenantId);
  const spec = { caller: acting, action: 'withdrawTermsChange', command, idempotencyKey, turn: TERMS_TURN };
  return runtime.unitOfWork.write<Withdrawal>(spec, async (step) => {
    const locked = await lockTerms(step, command.changeId);
    if (!locked?.wanted) return notFound('change of terms');
    const { wanted } = locked;
    const state = termsChangeAfter(wanted.state, 'withdraw');
    if (!state) return notProposed(wanted.state);
    const after = { ...wanted, state, version: wanted.version + 1, to: step.now };
    step.write(termsChangesWrite, { changes: [after] });
    termsReceipt(step, 'WITHDRAW_TERMS', after, { snapshot: [termsChangeSnapshot(after)] });
    return { __typename: 'TermsChangeWithdrawn', changeId: wanted.id };
  });
}

/** The change, what it replaces, and, of a plan, the tenant and its trial, in one step. */
function bringIntoForce(step: WriteStep, name: string, locked: LockedTerms, wanted: TermsChangeRow): void {
  const inForce = {
    ...wanted,
    state: 'IN_FORCE',
    version: wanted.version + 1,
    confirmedBy: step.caller.id,
    from: step.now,
    dueAt: wanted.expiresAt,
  };
  const replaced = locked.inForce
    .filter(({ kind, quota }) => wanted.kind !== 'GRANT' && kind === wanted.kind && quota === wanted.quota)
    .map((old) => ({ ...old, state: 'REPLACED', version: old.version + 1, to: step.now, dueAt: null }));
  const changes = [inForce, ...replaced];
  step.write(termsChangesWrite, { changes });
  const snapshot = changes.map(termsChangeSnapshot);
  const figures = { previous: replaced[0]?.id ?? null, proposed_by: wanted.proposedBy };
  if (wanted.kind === 'PLAN') changePlan(step, locked, inForce, { ...figures, snapshot });
  else termsReceipt(step, name, inForce, { ...figures, snapshot });
}

/** The tenant's plan, and with it the end of its trial. */
function changePlan(
  step: WriteStep,
  locked: LockedTerms,
  change: TermsChangeRow,
  { snapshot, ...figures }: { snapshot: object[] } & Record<string, unknown>,
): void {
  const previous = locked.tenant.plan;
  const tenant = givePlan(step, locked, change.plan as PlanName);
  termsReceipt(step, STEPS.PLAN.step, change, {
    ...figures,
    previous_plan: previous,
    snapshot: [...snapshot, tenant],
  });
  for (const trial of locked.trials) endTrial(step, trial, 'upgrade', { from: previous, to: change.plan });
}

const notProposed = (state: string): TermsChangeNotProposed => ({
  __typename: 'TermsChangeNotProposed',
  message: `This change is ${state.toLowerCase().replace('_', ' ')}; it does not wait for anybody.`,
  state,
});
