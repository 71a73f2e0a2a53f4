import { z } from 'zod';
import { configsFindDue } from '../../cypher/generated/system.js';
import { configLock, configSchedule } from '../../cypher/generated/tenancy.js';
import type { ConfigVersionRow } from '../../cypher/rows.js';
import { type Caller, systemCaller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';
import { putInForce, type RevOpsConfigActivated } from './activate-config.js';
import { CONFIG_CHAIN, configAfter, configReceipt, configSnapshot, UNSCHEDULED } from './config-version.js';
import { idempotencyKey } from './fields.js';

/** The version is a draft again. */
interface RevOpsConfigUnscheduled extends Outcome {
  __typename: 'RevOpsConfigUnscheduled';
  number: number;
}

/** No instant was set for the version, or it has passed. */
interface RevOpsConfigNotScheduled extends Outcome {
  __typename: 'RevOpsConfigNotScheduled';
  message: string;
  state: string;
}

type Cancelled = RevOpsConfigUnscheduled | RevOpsConfigNotScheduled | SharedOutcome;

const schema = z.strictObject({ number: z.int().min(1).max(2_147_483_647), idempotencyKey });

/** Calls a scheduled activation off; one admin is enough, since nothing comes into force by it. */
export async function cancelRevOpsConfigActivation(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<Cancelled> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const spec = { caller, action: 'cancelRevOpsConfigActivation', command, idempotencyKey };
  return runtime.unitOfWork.write<Cancelled>(spec, async (step) => {
    const locked = await step.lock(configLock, { heads: [CONFIG_CHAIN], number: command.number });
    if (!locked?.wanted) return notFound('configuration');
    const { wanted } = locked;
    if (!configAfter(wanted.state, 'unschedule')) return notScheduled(wanted.state);
    return unschedule(step, wanted, 'ALLOWED', { reason: 'CANCELLED' });
  });
}

/** Who puts scheduled versions in force. */
const CLOCK = 'config-clock';
/** Versions taken at a time; more are due only after a long rest. */
const AT_A_TIME = 100;

/**
 * Puts every version in force whose instant has come, by our own clock, however long ago it was. What was to be replaced and
 * is not in force any more lets the version fall back to a draft, with a receipt. One tenant's failure stops no other.
 */
export async function activateDueConfigs(runtime: Runtime): Promise<number> {
  const due = await runtime.graph.readSystem(configsFindDue, { now: instantNow(runtime.clock), limit: AT_A_TIME });
  let activated = 0;
  for (const { tenantId, number } of due) {
    try {
      const done = await activateDue(runtime, systemCaller(tenantId, CLOCK), number);
      if (done.__typename === 'RevOpsConfigActivated') activated++;
    } catch (error) {
      runtime.log.error(
        { err: error, tenantId, number },
        'a scheduled configuration did not come into force; it is tried again',
      );
    }
  }
  return activated;
}

type Due = RevOpsConfigActivated | RevOpsConfigUnscheduled | RevOpsConfigNotScheduled | SharedOutcome;

function activateDue(runtime: Runtime, caller: Caller, number: number): Promise<Due> {
  const spec = { caller, action: 'activateDueConfigs', command: { number } };
  return runtime.unitOfWork.write<Due>(spec, async (step) => {
    const locked = await step.lock(configLock, { heads: [CONFIG_CHAIN], number });
    if (!locked?.wanted) return notFound('configuration');
    const { active, wanted } = locked;
    const { activateAt, scheduledBy } = wanted;
    if (!activateAt || !scheduledBy || activateAt > step.now) return notScheduled(wanted.state);
    if ((active?.number ?? 0) !== wanted.scheduledReplaces)
      return unschedule(step, wanted, 'FAILED', { reason: 'OTHER_VERSION_IN_FORCE', in_force: active?.number ?? null });
    return putInForce(step, wanted, active, scheduledBy);
  });
}

function unschedule(
  step: WriteStep,
  wanted: ConfigVersionRow,
  outcome: 'ALLOWED' | 'FAILED',
  business: Record<string, unknown>,
): RevOpsConfigUnscheduled {
  step.write(configSchedule, { number: wanted.number, state: 'DRAFT', ...UNSCHEDULED });
  const next = { ...wanted, ...UNSCHEDULED, state: 'DRAFT', version: wanted.version + 1 };
  step.receipt(configReceipt(next, 'UNSCHEDULE_CONFIG', outcome, { ...business, snapshot: [configSnapshot(next)] }));
  return { __typename: 'RevOpsConfigUnscheduled', number: wanted.number };
}

const notScheduled = (state: string): RevOpsConfigNotScheduled => ({
  __typename: 'RevOpsConfigNotScheduled',
  message: `This version is ${state.toLowerCase()}; no instant is set for it.`,
  state,
});
