import { z } from 'zod';
import type { Caller } from '../../kernel/caller.js';
import { notFound, parseCommand } from '../../kernel/outcomes.js';
import { fields } from '../../tenancy/index.js';
import type { QuotaDecision, QuotaState } from './quota.js';
import {
  amount,
  amountsOf,
  isListed,
  listedAmountsOf,
  meter,
  type QuotaRuntime,
  subject,
  tenantAskedFor,
} from './quota-command.js';
import type { QuotaChecked } from './quotas.js';

/** R4's answer to "may this tenant do this now?", with all that was decided. */
export interface QuotaCheckResult extends Omit<QuotaDecision, '__typename'> {
  __typename: 'QuotaCheckResult';
  /**
   * What is left of the quota that denied, else of the tightest that was asked for, one of tokens before others; 2^53 − 1 where
   * none has a limit (R4 has a number there).
   */
  tokensRemaining: number;
  /** Of the same quota; null: unlimited. */
  quotaLimit: number | null;
  /** R4's sentence when it is denied. */
  error: 'Quota exceeded' | null;
}

export type QuotaCheck = QuotaCheckResult | Exclude<QuotaChecked, QuotaDecision>;

const asked = {
  /** Null or left out: the caller's own. */
  tenantId: fields.id.nullish(),
  subject,
  /** `consume` counts, `reserve` holds until it is finalised or expires, `look` does neither. */
  mode: z.enum(['consume', 'reserve', 'look']).nullish(),
  /** How long a reservation holds, in milliseconds: a minute unless said. */
  reserveForMs: z.int().min(1_000).max(86_400_000).nullish(),
  idempotencyKey: fields.idempotencyKey,
};
const one = z.strictObject({ ...asked, quotaType: meter, amount });
const several = z.strictObject({ ...asked, amounts: amountsOf(amount) });
const severalListed = z.strictObject({ ...asked, quotas: listedAmountsOf(amount) });

/** R4's enforceQuota: checks an amount of one meter (`quotaType`) against every quota on it, and counts it. */
export async function enforceQuota(runtime: QuotaRuntime, caller: Caller, input: unknown): Promise<QuotaCheck> {
  await runtime.unitOfWork.authorize(caller, 'enforceQuota');
  const parsed = parseCommand(one, input);
  if (!parsed.ok) return parsed.invalid;
  const { quotaType, amount, ...command } = parsed.command;
  return check(runtime, caller, command, { [quotaType]: amount });
}

/**
 * R4's enforceMultipleQuotas: checks several meters at once, all or nothing; as `quotas`, a list of `quotaType` and `amount`, or as
 * `amounts` by meter.
 */
export async function enforceMultipleQuotas(
  runtime: QuotaRuntime,
  caller: Caller,
  input: unknown,
): Promise<QuotaCheck> {
  await runtime.unitOfWork.authorize(caller, 'enforceMultipleQuotas');
  const parsed = parseCommand(isListed(input) ? severalListed : several, input);
  if (!parsed.ok) return parsed.invalid;
  const { command } = parsed;
  return check(runtime, caller, command, 'quotas' in command ? command.quotas : command.amounts);
}

async function check(
  runtime: QuotaRuntime,
  caller: Caller,
  command: Omit<z.output<typeof one>, 'quotaType' | 'amount'>,
  amounts: Record<string, number>,
): Promise<QuotaCheck> {
  const { subject, mode, reserveForMs, idempotencyKey } = command;
  const tenantId = await tenantAskedFor(runtime, caller, command.tenantId, mode === 'look' ? 'look' : 'check');
  if (!tenantId) return notFound('tenant');
  const decided = await runtime.quotas.check(tenantId, {
    subject,
    amounts,
    mode: mode ?? 'consume',
    reserveForMs: reserveForMs ?? undefined,
    // One caller's key is none of another's.
    key: idempotencyKey ? `${caller.id}:${idempotencyKey}` : null,
  });
  return decided.__typename === 'QuotaDecision' ? resultOf(decided) : decided;
}

/** The decision in R4's words. */
function resultOf(decision: QuotaDecision): QuotaCheckResult {
  const { denial, states } = decision;
  const told = denial ? states.find(({ quota }) => quota === denial.quota) : tightest(states);
  return {
    ...decision,
    __typename: 'QuotaCheckResult',
    tokensRemaining: told?.remaining ?? Number.MAX_SAFE_INTEGER,
    quotaLimit: denial?.limit ?? told?.limit ?? null,
    error: decision.allowed ? null : 'Quota exceeded',
  };
}

function tightest(states: readonly QuotaState[]): QuotaState | undefined {
  const limited = states.filter(({ remaining }) => remaining !== null);
  const ofTokens = limited.filter(({ meter }) => meter === 'tokens');
  return (ofTokens.length > 0 ? ofTokens : limited).reduce<QuotaState | undefined>(
    (least, state) => (least && (least.remaining ?? 0) <= (state.remaining ?? 0) ? least : state),
    undefined,
  );
}
