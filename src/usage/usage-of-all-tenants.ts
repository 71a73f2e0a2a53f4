import type { QuotaRuntime } from '../entitlements/index.js';
import { lookAtAllTenants } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type InvalidInput, invalidInput } from '../kernel/outcomes.js';
import type { Instant } from '../kernel/values/instants.js';
import type { Tenant } from '../tenancy/index.js';
import { eachTenant } from './each-tenant.js';
import { usageTotals } from './rollup/read-usage.js';
import type { UsageMetrics } from './rollup/usage-metrics.js';
import { allExceeded, MOST_EXCEEDING, type TenantExceeding } from './tenants-exceeding-quota.js';
import { type TenantUse, TOP, TopConsumers } from './top-consumers.js';
import { boundsOf, shownBounds, type UsagePeriod, type UsageQuestion, usageQuestion } from './usage-asked.js';

/** All tenants at a glance (R4, multi-tenant dashboard). */
export interface UsageOfAllTenants {
  __typename: 'UsageOfAllTenants';
  period: UsagePeriod;
  /** Instants; a date that was asked for, which begins when each tenant's own does. */
  from: string;
  to: string;
  totalTenants: number;
  apiCalls: number;
  tokens: number;
  costNanoUsd: number;
  /** Of each tenant's average, by its API calls; null where nothing was measured. */
  avgLatencyMs: number | null;
  /** The ten that used most of what was asked for: tokens, unless it is cost or API calls. */
  topConsumers: TenantUse[];
  exceedingQuota: TenantExceeding[];
  timestamp: Instant;
}

/** R4's usage of all tenants, from roll-ups: for operators alone, with a receipt of the look in their own tenant. */
export async function usageOfAllTenants(
  runtime: QuotaRuntime,
  caller: Caller,
  input: unknown,
): Promise<UsageOfAllTenants | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'accessTenant');
  const now = runtime.clock.now();
  const read = usageQuestion(input, now);
  if ('invalid' in read) return read.invalid;
  const { question } = read;
  if (question.tenantId) return invalidInput({ path: 'tenantId', message: 'is for one tenant; leave it out for all' });
  await lookAtAllTenants(runtime, caller, 'readRevOps');
  const sum = { totalTenants: 0, apiCalls: 0, tokens: 0, costNanoUsd: 0 };
  let measured = { calls: 0, ms: 0 };
  const top = new TopConsumers(question.metric, TOP);
  const exceedingQuota: TenantExceeding[] = [];
  const all = eachTenant(runtime, (tenants) => readTenants(runtime, tenants, { question, now }));
  for await (const { tenant, total, exceeded } of all) {
    sum.totalTenants += 1;
    sum.apiCalls = atMost(sum.apiCalls + total.apiCallsTotal);
    sum.tokens = atMost(sum.tokens + total.totalTokensUsed);
    sum.costNanoUsd = atMost(sum.costNanoUsd + total.costNanoUsd);
    measured = withLatency(measured, total);
    top.add(tenant, total);
    if (exceeded && exceedingQuota.length < MOST_EXCEEDING) exceedingQuota.push(exceeded);
  }
  const avgLatencyMs = measured.calls === 0 ? null : measured.ms / measured.calls;
  const about = { period: question.period, ...shownBounds(question, now) };
  const shown = { ...about, ...sum, avgLatencyMs, topConsumers: top.all, exceedingQuota };
  return { __typename: 'UsageOfAllTenants', ...shown, timestamp: instantNow(runtime.clock) };
}

async function readTenants(
  runtime: QuotaRuntime,
  tenants: readonly Tenant[],
  { question, now }: { question: UsageQuestion; now: number },
) {
  const ids = tenants.map(({ id }) => id);
  const [totals, exceeding] = await Promise.all([
    usageTotals(runtime, ids, (calendar) => boundsOf(question, calendar, now)),
    allExceeded(runtime, tenants, null),
  ]);
  return tenants.map((tenant, n) => ({ tenant, total: totals[n] as UsageMetrics, exceeded: exceeding[n] ?? null }));
}

/** Figures of one tenant end at the greatest safe number, and so do those of all: one tenant's cannot keep the others' from being shown. */
const atMost = (figure: number): number => Math.min(figure, Number.MAX_SAFE_INTEGER);

const withLatency = ({ calls, ms }: { calls: number; ms: number }, { apiLatencyAvgMs, apiCallsTotal }: UsageMetrics) =>
  apiLatencyAvgMs === null ? { calls, ms } : { calls: calls + apiCallsTotal, ms: ms + apiLatencyAvgMs * apiCallsTotal };
