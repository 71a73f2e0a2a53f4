import { termsChangesWrite } from '../../cypher/generated/entitlements.js';
import { termsChangesFindDue, trialsFindDue } from '../../cypher/generated/system.js';
import { type Caller, systemCaller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import type { Outcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { lockTerms, TERMS_TURN, termsChangeAfter, termsChangeSnapshot, termsReceipt } from './terms-change.js';
import { trialAfter } from './trial.js';
import { endTrialOf } from './trials.js';

/** Who says that something is over. */
const CLOCK = 'terms-clock';
/** Taken at a time; more are due only after a long rest, and come round again. */
const AT_A_TIME = 100;

interface Expired extends Outcome {
  __typename: 'Expired' | 'NotDue';
}

/**
 * Says of every trial, custom quota and grant whose end has come that it is over, by our own clock, however long ago it was.
 * Checks know without it: this leaves the receipts, and lets go of what is not read any more. One tenant's failure stops no other.
 */
export async function expireTerms(runtime: Runtime): Promise<number> {
  const due = { now: instantNow(runtime.clock), limit: AT_A_TIME };
  const [trials, changes] = await Promise.all([
    runtime.graph.readSystem(trialsFindDue, due),
    runtime.graph.readSystem(termsChangesFindDue, due),
  ]);
  let expired = 0;
  const each = async (tenantId: string, id: string, expire: typeof expireTrial) => {
    try {
      const done = await expire(runtime, systemCaller(tenantId, CLOCK), id);
      if (done.__typename === 'Expired') expired++;
    } catch (error) {
      runtime.log.error({ err: error, tenantId, id }, 'what is over was not said to be; it comes round again');
    }
  };
  for (const { tenantId, id } of trials) await each(tenantId, id, expireTrial);
  for (const { tenantId, id } of changes) await each(tenantId, id, expireChange);
  return expired;
}

async function expireTrial(runtime: Runtime, caller: Caller, trialId: string): Promise<Outcome> {
  const spec = { caller, action: 'expireTerms', command: { trialId }, turn: TERMS_TURN };
  return runtime.unitOfWork.write<Expired>(spec, async (step) => {
    const locked = await lockTerms(step);
    const trial = locked?.trials.find(({ id }) => id === trialId);
    if (!locked || !trial || !trialAfter(trial.state, 'expire') || trial.endsAt > step.now) return NOT_DUE;
    endTrialOf(step, locked, trial, 'expire', {});
    return { __typename: 'Expired' };
  });
}

async function expireChange(runtime: Runtime, caller: Caller, changeId: string): Promise<Outcome> {
  const spec = { caller, action: 'expireTerms', command: { changeId }, turn: TERMS_TURN };
  return runtime.unitOfWork.write<Expired>(spec, async (step) => {
    const wanted = (await lockTerms(step, changeId))?.wanted;
    const state = wanted && termsChangeAfter(wanted.state, 'expire');
    if (!state || wanted.expiresAt === null || wanted.expiresAt > step.now) return NOT_DUE;
    const after = { ...wanted, state, version: wanted.version + 1, to: wanted.expiresAt, dueAt: null };
    step.write(termsChangesWrite, { changes: [after] });
    termsReceipt(step, 'EXPIRE_TERMS', after, { snapshot: [termsChangeSnapshot(after)] });
    return { __typename: 'Expired' };
  });
}

const NOT_DUE: Expired = { __typename: 'NotDue' };
