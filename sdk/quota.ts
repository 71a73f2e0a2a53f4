import { configuredClient, type RevGraph } from './client.js';
import type { QuotaCheckResult, QuotaStatus, QuotaSubject, QuotaType } from './payloads.js';
import { messageOf } from './problems.js';
import { type Answer, refusalIn } from './wire.js';

/** Amounts by what is limited: all are let through together, or none. */
export type Amounts = Readonly<Record<string, number>>;

/** Whom a check is about, and how it is told from others. */
export interface QuotaOptions extends QuotaSubject {
  /** A check sent again under the same key counts once. */
  key?: string;
  client?: RevGraph | null;
}

const EXCEEDED = 'Quota exceeded';

/** Asks whether a tenant may use so much now, and counts it when it may (R4). When nobody can be asked, it is let through. */
export const enforceQuota = (
  tenantId: string,
  quotaType: QuotaType,
  amount = 1,
  options: QuotaOptions = {},
): Promise<QuotaCheckResult> => check(tenantId, () => ({ [quotaType]: amount }), 'consume', options);

/** Asks for several at once (R4): all are counted, or none. */
export const enforceMultipleQuotas = (
  tenantId: string,
  quotas: readonly { quotaType: QuotaType; amount: number }[] | Amounts,
  options: QuotaOptions = {},
): Promise<QuotaCheckResult> => check(tenantId, () => summed(quotas), 'consume', options);

/** Holds an estimate, such as the tokens of a chat message, until `finaliseQuota` says what was used, or it expires. */
export const reserveQuota = (
  tenantId: string,
  amounts: Amounts,
  options: QuotaOptions & { reserveForMs?: number } = {},
): Promise<QuotaCheckResult> => check(tenantId, () => amounts, 'reserve', options);

/** Counts what was used in place of what was reserved; it is sent until it arrives. Nothing without a reservation. */
export function finaliseQuota(
  tenantId: string,
  reservationId: string | undefined,
  amounts: Amounts,
  client = configuredClient(),
): void {
  if (reservationId) client?.endReservation(tenantId, 'finalise', { reservationId, amounts });
}

/** Gives back what was reserved and not used. Nothing without a reservation. */
export function releaseQuota(tenantId: string, reservationId: string | undefined, client = configuredClient()): void {
  if (reservationId) client?.endReservation(tenantId, 'release', { reservationId });
}

/** Where each quota of a tenant stands (R4): used, limit, remaining, percentage, when it begins anew. Null when nobody can be asked. */
export async function getQuotaStatus(
  tenantId: string,
  { client = configuredClient(), ...subject }: QuotaOptions = {},
): Promise<QuotaStatus | null> {
  if (!client) return null;
  const query = Object.entries(subject).flatMap(([name, value]) =>
    value ? [[name, String(value)] as [string, string]] : [],
  );
  const path = query.length > 0 ? `/v1/quota/status?${new URLSearchParams(query)}` : '/v1/quota/status';
  const answer = await client.check(tenantId, 'GET', path, null);
  if (answer.reached && answer.status === 200 && Array.isArray(answer.body.quotas)) {
    return answer.body as unknown as QuotaStatus;
  }
  client.tellUnasked(tenantId, problemIn(answer));
  return null;
}

function summed(quotas: readonly { quotaType: QuotaType; amount: number }[] | Amounts): Amounts {
  if (!Array.isArray(quotas)) return quotas as Amounts;
  const amounts: Record<string, number> = {};
  for (const { quotaType, amount } of quotas) amounts[quotaType] = (amounts[quotaType] ?? 0) + amount;
  return amounts;
}

/** What a check answers, whatever goes wrong: a host is never stopped by an error of ours. */
async function check(
  tenantId: string,
  amountsOf: () => Amounts,
  mode: 'consume' | 'reserve',
  options: QuotaOptions & { reserveForMs?: number },
): Promise<QuotaCheckResult> {
  const client = options?.client === undefined ? configuredClient() : options.client;
  if (!client) return unasked('open', 'configure() was not called');
  try {
    const { client: _, key, reserveForMs, ...subject } = options ?? {};
    const more = { ...(key ? { idempotencyKey: key } : {}), ...(reserveForMs ? { reserveForMs } : {}) };
    const request = { amounts: amountsOf(), subject, mode, ...more };
    const answer = await client.check(tenantId, 'POST', '/v1/quota/check', request);
    return (answer.reached ? resultIn(answer.body) : null) ?? without(client, tenantId, problemIn(answer));
  } catch (error) {
    return without(client, tenantId, messageOf(error));
  }
}

/** Decides without us, and says so. */
function without(client: RevGraph, tenantId: string, problem: string): QuotaCheckResult {
  client.tellUnasked(tenantId, problem);
  return unasked(client.options.whenUnreachable ?? 'open', problem);
}

const unasked = (when: 'open' | 'closed', error: string): QuotaCheckResult => ({
  allowed: when === 'open',
  tokens_remaining: 0,
  quota_limit: null,
  error,
});

const problemIn = (answer: Answer): string =>
  answer.reached ? (refusalIn(answer.body) ?? `HTTP ${answer.status}`) : answer.message;

/** A decision, whatever its status; null for an answer that is none: a refused key, a limit on requests, an error. */
function resultIn({
  allowed,
  tokens_remaining,
  quota_limit,
  ...more
}: Record<string, unknown>): QuotaCheckResult | null {
  if (typeof allowed !== 'boolean') return null;
  const denial = (more.denial ?? null) as { id?: unknown; retryAfterMs?: unknown } | null;
  const isLimited = typeof quota_limit === 'number';
  const result: QuotaCheckResult = {
    allowed,
    tokens_remaining: typeof tokens_remaining === 'number' ? tokens_remaining : isLimited ? 0 : Number.MAX_SAFE_INTEGER,
    quota_limit: isLimited ? quota_limit : null,
  };
  if (!allowed) result.error = typeof more.error === 'string' ? more.error : EXCEEDED;
  if (typeof denial?.id === 'string') result.denial_id = denial.id;
  if (typeof denial?.retryAfterMs === 'number') result.retry_after_ms = denial.retryAfterMs;
  if (typeof more.reservationId === 'string') result.reservation_id = more.reservationId;
  return result;
}
