import { z } from 'zod';
import type { Caller } from '../../kernel/caller.js';
import { type InvalidInput, type NotFound, notFound, parseCommand } from '../../kernel/outcomes.js';
import { fields } from '../../tenancy/index.js';
import type { QuotaState, StoredDenial } from './quota.js';
import { type QuotaRuntime, subject, tenantAskedFor } from './quota-command.js';

/** R4's full breakdown: every quota of a tenant, and of the subjects that were named. */
export interface QuotaStatus {
  __typename: 'QuotaStatus';
  plan: string;
  planVersion: string;
  quotas: readonly QuotaState[];
  /** Whether nothing is left of one of them. */
  anyExceeded: boolean;
}

const asked = z.strictObject({
  /** Null or left out: the caller's own. */
  tenantId: fields.id.nullish(),
  subject,
});

/** R4's getQuotaStatus: used, limit, remaining, percentage, when it resets, whether it is near its limit. Counts nothing. */
export async function getQuotaStatus(
  runtime: QuotaRuntime,
  caller: Caller,
  input: unknown,
): Promise<QuotaStatus | NotFound | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'getQuotaStatus');
  const parsed = parseCommand(asked, input);
  if (!parsed.ok) return parsed.invalid;
  const tenantId = await tenantAskedFor(runtime, caller, parsed.command.tenantId, 'look');
  const terms = tenantId && (await runtime.quotaTerms.termsOf(tenantId));
  if (!terms) return notFound('tenant');
  const quotas = await runtime.quotas.status(terms.tenantId, parsed.command.subject);
  const anyExceeded = quotas.some(({ remaining }) => remaining === 0);
  return { __typename: 'QuotaStatus', plan: terms.plan, planVersion: terms.version, quotas, anyExceeded };
}

/** What a check denied under an id, at the instant of the denial; null when it is none of the tenant's. */
export async function quotaDenial(
  runtime: QuotaRuntime,
  caller: Caller,
  { tenantId: asked, id }: { tenantId?: string | null | undefined; id: string },
): Promise<StoredDenial | null> {
  await runtime.unitOfWork.authorize(caller, 'quotaDenial');
  const tenantId = await tenantAskedFor(runtime, caller, asked, 'look');
  return tenantId ? runtime.quotas.denial(tenantId, id) : null;
}
