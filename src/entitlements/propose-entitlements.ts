import { z } from 'zod';
import type { Caller } from '../kernel/caller.js';
import { type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { fields } from '../tenancy/index.js';
import { reasonCode } from './propose-terms.js';
import { PLAN_NAMES } from './quota/plans.js';
import { type SeatLimitBelowUse, setSeatLimit } from './seat-limit.js';
import { setPlan } from './set-plan.js';

/** What waits for a second operator: the ids that confirmTermsChange and confirmSeatLimit take; null: not asked for. */
export interface EntitlementsProposed extends Outcome {
  __typename: 'EntitlementsProposed';
  tenantId: string;
  tierChangeId: string | null;
  seatLimitProposalId: string | null;
}

const schema = z
  .strictObject({
    tenantId: fields.id,
    tier: z.enum(PLAN_NAMES, `must be one of ${PLAN_NAMES.join(', ')}`).optional(),
    /** Null: unlimited. */
    seatLimit: z.int().min(0).max(1_000_000).nullable().optional(),
    /** Why the tier is changed; asked for with one. */
    reasonCode: reasonCode.optional(),
    idempotencyKey: fields.idempotencyKey,
  })
  .refine(({ tier, seatLimit }) => tier !== undefined || seatLimit !== undefined, {
    path: ['tier'],
    message: 'name a tier, a seat limit, or both',
  })
  .refine(({ tier, reasonCode }) => tier === undefined || reasonCode !== undefined, {
    path: ['reasonCode'],
    message: 'say why the tier is changed',
  });

/**
 * Proposes a tier and a seat limit for a tenant in one call (R0): setSeatLimit and setPlan, one after the other. The limit goes
 * first, since it alone can be refused; a call that broke off between the two is completed by its repetition under the same key.
 */
export async function proposeEntitlements(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<EntitlementsProposed | SeatLimitBelowUse | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'setPlan');
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { tenantId, tier, seatLimit, reasonCode, idempotencyKey } = parsed.command;
  const proposed: EntitlementsProposed = {
    __typename: 'EntitlementsProposed',
    tenantId,
    tierChangeId: null,
    seatLimitProposalId: null,
  };
  if (seatLimit !== undefined) {
    const outcome = await setSeatLimit(runtime, caller, { tenantId, limit: seatLimit, idempotencyKey });
    if (outcome.__typename !== 'SeatLimitProposed') return outcome;
    proposed.seatLimitProposalId = outcome.proposalId;
  }
  if (tier !== undefined) {
    const outcome = await setPlan(runtime, caller, { tenantId, plan: tier, reasonCode, idempotencyKey });
    if (outcome.__typename !== 'TermsChangeProposed') return outcome;
    proposed.tierChangeId = outcome.changeId;
  }
  return proposed;
}
