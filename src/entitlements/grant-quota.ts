import { z } from 'zod';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type InvalidInput, invalidInput, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { epochMs, instantOf } from '../kernel/values/instants.js';
import { fields } from '../tenancy/index.js';
import { proposeTerms, quotaNamed, reasonCode, type TermsChangeProposed } from './propose-terms.js';
import { MOST_LIMIT } from './quota/config-section.js';
import { PLANS } from './quota/plans.js';
import type { LockedTerms } from './terms-change.js';

/** Quotas of a calendar window: a rate has nothing left over that an amount could be added to. */
const GRANTABLE = PLANS.enterprise.quotas.filter(({ window }) => window === 'day' || window === 'month');

/** Grants in force at once: every check reads them all. */
const MOST_GRANTS = 50;

const schema = z.strictObject({
  tenantId: fields.id,
  quota: quotaNamed(
    GRANTABLE,
    GRANTABLE.map(({ name }) => name),
  ),
  amount: z.int().min(1).max(MOST_LIMIT),
  expiresAt: fields.instant,
  reasonCode,
  idempotencyKey: fields.idempotencyKey,
});

/** Proposes a one-off amount on top of a quota, spent after the plan's until it is used up or expires. */
export async function grantQuota(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<TermsChangeProposed | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'grantQuota');
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { tenantId, quota, amount, reasonCode } = command;
  const expiresAt = instantOf(epochMs(command.expiresAt));
  if (expiresAt <= instantNow(runtime.clock)) return invalidInput({ path: 'expiresAt', message: 'lies in the past' });
  const asked = { kind: 'GRANT', quota, amount, expiresAt, reasonCode } as const;
  return proposeTerms(runtime, caller, { action: 'grantQuota', tenantId, command, idempotencyKey, asked }, tooMany);
}

/** Why no further grant can come into force. */
export function tooMany({ inForce }: LockedTerms): InvalidInput | null {
  const grants = inForce.filter(({ kind }) => kind === 'GRANT');
  if (grants.length < MOST_GRANTS) return null;
  return invalidInput({ path: 'quota', message: `the tenant has ${MOST_GRANTS} grants; wait until one expires` });
}
