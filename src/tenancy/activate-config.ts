import { z } from 'zod';
import { configActivate, configLock, configSchedule } from '../../cypher/generated/tenancy.js';
import type { ConfigVersionRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import {
  invalidInput,
  notFound,
  type Outcome,
  parseCommand,
  type SharedOutcome,
  versionConflict,
} from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { epochMs, instantOf } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import { CONFIG_CHAIN, configAfter, configReceipt, configSnapshot, UNSCHEDULED } from './config-version.js';
import { idempotencyKey, instant } from './fields.js';
import { type SecondPersonRequired, secondPersonRequired } from './second-person.js';

export interface RevOpsConfigActivated extends Outcome {
  __typename: 'RevOpsConfigActivated';
  number: number;
  replaced: number | null;
}

/** The version comes into force at this instant, whether the process that is to do it runs then or starts later. */
interface RevOpsConfigScheduled extends Outcome {
  __typename: 'RevOpsConfigScheduled';
  number: number;
  at: string;
}

/** Only a draft can be activated; to bring an old version back, save its text as a new draft. */
interface RevOpsConfigNotDraft extends Outcome {
  __typename: 'RevOpsConfigNotDraft';
  message: string;
  state: string;
}

type Answer =
  | RevOpsConfigActivated
  | RevOpsConfigScheduled
  | RevOpsConfigNotDraft
  | SecondPersonRequired
  | SharedOutcome;

const number = z.int().min(1).max(2_147_483_647);
const schema = z.strictObject({
  number,
  /** The number in force as the caller saw it, or will be at `at`; null or absent: none. Another one by then is a VersionConflict. */
  replaces: number.nullish(),
  /** When it comes into force; null or absent: now. */
  at: instant.nullish(),
  idempotencyKey,
});

/**
 * Puts a draft in force, now or at an instant to come, and retires the version before it. Who saved the draft is refused,
 * with a receipt.
 */
export async function activateRevOpsConfig(runtime: Runtime, caller: Caller, input: unknown): Promise<Answer> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { number, replaces = null } = command;
  const at = command.at ? instantOf(epochMs(command.at)) : null;
  if (at && at <= instantNow(runtime.clock))
    return invalidInput({ path: 'at', message: 'lies in the past; leave it out to activate now' });
  const spec = { caller, action: 'activateRevOpsConfig', command, idempotencyKey };
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const locked = await step.lock(configLock, { heads: [CONFIG_CHAIN], number });
    if (!locked?.wanted) return notFound('configuration');
    const { active, wanted } = locked;
    if (!configAfter(wanted.state, at ? 'schedule' : 'activate') || (!at && wanted.state === 'SCHEDULED'))
      return notDraft(wanted.state);
    if (!at && (active?.number ?? null) !== replaces) return versionConflict(active?.number ?? 0);
    if (wanted.savedBy === caller.id) {
      const refused = { reason: 'SECOND_PERSON_REQUIRED', snapshot: [configSnapshot(wanted)] };
      step.receipt(configReceipt(wanted, at ? 'SCHEDULE_CONFIG' : 'ACTIVATE_CONFIG', 'DENIED', refused));
      return secondPersonRequired('configuration');
    }
    return at ? schedule(step, wanted, at, replaces) : putInForce(step, wanted, active, caller.id);
  });
}

/** Puts a version in force by whoever may, and retires the one that was; behind the lock of the chain. */
export function putInForce(
  step: WriteStep,
  wanted: ConfigVersionRow,
  active: ConfigVersionRow | null,
  activatedBy: string,
): RevOpsConfigActivated {
  const replaces = active?.number ?? null;
  step.write(configActivate, { number: wanted.number, replaces, activatedBy, at: step.now });
  const version = wanted.version + 1;
  const next = { ...wanted, ...UNSCHEDULED, state: 'ACTIVE', version, activatedBy, activatedAt: step.now };
  const retired = active && { ...active, state: 'RETIRED', version: active.version + 1, retiredAt: step.now };
  const snapshot = [next, ...(retired ? [retired] : [])].map(configSnapshot);
  step.receipt(configReceipt(next, 'ACTIVATE_CONFIG', 'ALLOWED', { snapshot }));
  return { __typename: 'RevOpsConfigActivated', number: wanted.number, replaced: replaces };
}

function schedule(
  step: WriteStep,
  wanted: ConfigVersionRow,
  activateAt: string,
  replaces: number | null,
): RevOpsConfigScheduled {
  const set = { state: 'SCHEDULED', activateAt, scheduledBy: step.caller.id, scheduledReplaces: replaces ?? 0 };
  step.write(configSchedule, { number: wanted.number, ...set });
  const next = { ...wanted, ...set, version: wanted.version + 1 };
  step.receipt(configReceipt(next, 'SCHEDULE_CONFIG', 'ALLOWED', { snapshot: [configSnapshot(next)] }));
  return { __typename: 'RevOpsConfigScheduled', number: wanted.number, at: activateAt };
}

const notDraft = (state: string): RevOpsConfigNotDraft => ({
  __typename: 'RevOpsConfigNotDraft',
  message: `This version is ${state.toLowerCase()}; only a draft can be activated.`,
  state,
});
