import { z } from 'zod';
import type { Caller } from '../kernel/caller.js';
import { CodedError } from '../kernel/errors.js';
import { inLanes } from '../kernel/in-lanes.js';
import { type InvalidInput, invalidInput, type Outcome } from '../kernel/outcomes.js';
import { decideApproval } from './decide-approval.js';
import { type FeatureOff, featureOff } from './errors.js';
import { type DealDeskRuntime, settingsInForce } from './runtime.js';

const MOST = 100;
/** Side by side; those of one deal wait for each other behind its lock. */
const AT_ONCE = 8;

const items = z
  .array(z.looseObject({ approvalId: z.string().min(1) }))
  .min(1, 'has at least one decision')
  .max(MOST, 'has at most 100 decisions');

/** It could not be decided just now; the same decision with the same idempotency key may be sent again. */
export interface DecisionFailed extends Outcome {
  __typename: 'DecisionFailed';
  message: string;
}

/** What became of one of many decisions. */
export interface OneOfMany {
  approvalId: string;
  result: Awaited<ReturnType<typeof decideApproval>> | DecisionFailed;
}

/** Every decision has its own outcome, in the order they were given. */
export interface ApprovalsDecided extends Outcome {
  __typename: 'ApprovalsDecided';
  results: OneOfMany[];
}

/**
 * Decides up to 100 approvals, each by itself: its own checks, transaction, receipt, outcome and idempotency key. One that
 * fails stops no other. Throws FORBIDDEN or SEAT_REQUIRED, once, for who may decide nothing.
 */
export async function decideApprovals(
  runtime: DealDeskRuntime,
  caller: Caller,
  input: { decisions: unknown },
): Promise<ApprovalsDecided | FeatureOff | InvalidInput> {
  const parsed = items.safeParse(input.decisions);
  if (!parsed.success) {
    return invalidInput(
      ...parsed.error.issues.map(({ path, message }) => ({ path: ['decisions', ...path].join('.'), message })),
    );
  }
  const given = parsed.data;
  const twice = given.findIndex(({ approvalId }, n) => given.findIndex((one) => one.approvalId === approvalId) < n);
  if (twice >= 0) return invalidInput({ path: `decisions.${twice}.approvalId`, message: 'is decided twice here' });
  await runtime.unitOfWork.authorize(caller, 'decideApprovals');
  const off = featureOff(await settingsInForce(runtime, caller.tenantId), 'bulk_decisions');
  if (off) return off;
  const results = await inLanes(given, AT_ONCE, async (decision) => ({
    approvalId: decision.approvalId,
    result: await decided(runtime, caller, decision),
  }));
  return { __typename: 'ApprovalsDecided', results };
}

async function decided(runtime: DealDeskRuntime, caller: Caller, decision: unknown): Promise<OneOfMany['result']> {
  try {
    return await decideApproval(runtime, caller, decision);
  } catch (error) {
    if (error instanceof CodedError) return { __typename: 'DecisionFailed', message: error.message };
    runtime.log.error({ err: error, tenantId: caller.tenantId }, 'one of many decisions failed');
    return { __typename: 'DecisionFailed', message: 'It could not be decided just now; send the same decision again.' };
  }
}
