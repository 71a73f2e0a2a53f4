import { z } from 'zod';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type InvalidInput, invalidInput, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { epochMs, instantOf } from '../kernel/values/instants.js';
import { fields } from '../tenancy/index.js';
import { proposeTerms, quotaNamed, reasonCode, type TermsChangeProposed } from './propose-terms.js';
import { MOST_LIMIT } from './quota/config-section.js';
import { PLAN_QUOTA_NAMES, PLANS } from './quota/plans.js';
import { LIMITS_BY_NAME } from './quota/terms-in-force.js';

/** Everything of a plan that can be set apart for one tenant. */
const NAMES = [...PLAN_QUOTA_NAMES, ...Object.keys(LIMITS_BY_NAME)];

const schema = z.strictObject({
  tenantId: fields.id,
  /** A quota, or `imports`, `exports`, `active_users`, `workspaces`. */
  quota: quotaNamed(PLANS.enterprise.quotas, NAMES),
  /** Null: unlimited, and counted all the same. */
  limit: z.int().min(0).max(MOST_LIMIT).nullish(),
  /** Back to what the plan says; no limit is given then. */
  asPlan: z.boolean().nullish(),
  reasonCode,
  /** When the plan holds again by itself; null or absent: it holds until it is replaced. */
  expiresAt: fields.instant.nullish(),
  idempotencyKey: fields.idempotencyKey,
});

/** Proposes another limit (R4, setCustomQuota) in place of the plan's; a second operator confirms it. */
export async function setCustomQuota(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<TermsChangeProposed | SharedOutcome> {
  await runtime.unitOfWork.authorize(caller, 'setCustomQuota');
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { tenantId, quota, limit = null, reasonCode } = command;
  const asPlan = command.asPlan ?? false;
  const expiresAt = command.expiresAt ? instantOf(epochMs(command.expiresAt)) : null;
  const wrong = problemWith(asPlan, limit, expiresAt, instantNow(runtime.clock));
  if (wrong) return wrong;
  const asked = { kind: 'QUOTA', quota, limit, asPlan, expiresAt, reasonCode } as const;
  return proposeTerms(runtime, caller, { action: 'setCustomQuota', tenantId, command, idempotencyKey, asked });
}

function problemWith(asPlan: boolean, limit: number | null, expiresAt: string | null, now: string) {
  const problems: InvalidInput['fields'] = [];
  if (asPlan && limit !== null) problems.push({ path: 'limit', message: 'is the plan’s: leave it out' });
  if (asPlan && expiresAt) problems.push({ path: 'expiresAt', message: 'has no meaning where the plan holds' });
  if (expiresAt && expiresAt <= now) problems.push({ path: 'expiresAt', message: 'lies in the past' });
  return problems.length > 0 ? invalidInput(...problems) : null;
}
