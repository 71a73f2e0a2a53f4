import { z } from 'zod';
import { configActivate, configLock } from '../../cypher/generated/tenancy.js';
import type { ConfigVersionRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome, versionConflict } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';
import { CONFIG_CHAIN, configAfter, configSnapshot } from './config-version.js';
import { idempotencyKey } from './fields.js';
import { type SecondPersonRequired, secondPersonRequired } from './second-person.js';

interface RevOpsConfigActivated extends Outcome {
  __typename: 'RevOpsConfigActivated';
  number: number;
  replaced: number | null;
}

/** Only a draft can be activated; to bring an old version back, save its text as a new draft. */
interface RevOpsConfigNotDraft extends Outcome {
  __typename: 'RevOpsConfigNotDraft';
  message: string;
  state: string;
}

type Answer = RevOpsConfigActivated | RevOpsConfigNotDraft | SecondPersonRequired | SharedOutcome;

const number = z.int().min(1).max(2_147_483_647);
const schema = z.strictObject({
  number,
  /** The number in force as the caller saw it; null or absent: none. Another one by now is a VersionConflict. */
  replaces: number.nullish(),
  idempotencyKey,
});

/** Puts a draft in force and retires the version before it. Who saved the draft is refused, with a receipt. */
export async function activateRevOpsConfig(runtime: Runtime, caller: Caller, input: unknown): Promise<Answer> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { number, replaces = null } = command;
  const spec = { caller, action: 'activateRevOpsConfig', command, idempotencyKey };
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const locked = await step.lock(configLock, { heads: [CONFIG_CHAIN], number });
    if (!locked?.wanted) return notFound('configuration');
    const { active, wanted } = locked;
    const state = configAfter(wanted.state, 'activate');
    if (!state) return notDraft(wanted.state);
    if ((active?.number ?? null) !== replaces) return versionConflict(active?.number ?? 0);
    if (wanted.savedBy === caller.id) {
      leaveReceipt(step, wanted, 'DENIED', { reason: 'SECOND_PERSON_REQUIRED', snapshot: [configSnapshot(wanted)] });
      return secondPersonRequired('configuration');
    }
    step.write(configActivate, { number, replaces, activatedBy: caller.id, at: step.now });
    const next = { ...wanted, state, version: wanted.version + 1, activatedBy: caller.id, activatedAt: step.now };
    const retired = active && { ...active, state: 'RETIRED', version: active.version + 1, retiredAt: step.now };
    leaveReceipt(step, next, 'ALLOWED', { snapshot: [next, ...(retired ? [retired] : [])].map(configSnapshot) });
    return { __typename: 'RevOpsConfigActivated', number, replaced: replaces };
  });
}

function leaveReceipt(
  step: WriteStep,
  config: ConfigVersionRow,
  outcome: 'ALLOWED' | 'DENIED',
  business: Record<string, unknown>,
): void {
  step.receipt({
    workflow: CONFIG_CHAIN.id,
    step: 'ACTIVATE_CONFIG',
    outcome,
    resource: { type: 'RevOpsConfigVersion', id: config.id, version: config.version },
    business: { number: config.number, sha256: config.sha256, ...business },
  });
}

const notDraft = (state: string): RevOpsConfigNotDraft => ({
  __typename: 'RevOpsConfigNotDraft',
  message: `This version is ${state.toLowerCase()}; only a draft can be activated.`,
  state,
});
