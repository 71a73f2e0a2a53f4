import type { QuotaRuntime } from '../entitlements/index.js';
import { lookAtAllTenants } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type InvalidInput, invalidInput } from '../kernel/outcomes.js';
import type { Instant } from '../kernel/values/instants.js';
import { listTenants, type Tenant } from '../tenancy/index.js';
import { type UsageReading, usageTotal } from './rollup/read-usage.js';
import type { UsageMetrics } from './rollup/usage-metrics.js';
import { type UsageMetric, type UsagePeriod, type UsageQuestion, usageQuestion } from './usage-asked.js';

/** What one tenant used in the whole stretch. */
export interface TenantUse {
  tenantId: string;
  handle: string;
  plan: string;
  total: UsageMetrics;
}

/** A tenant of whose quotas one has nothing left, at present. */
export interface TenantExceeding {
  tenantId: string;
  handle: string;
  plan: string;
  quotas: { quota: string; limit: number | null; used: number }[];
}

/** All tenants at a glance (R4, multi-tenant dashboard). */
export interface UsageOfAllTenants {
  __typename: 'UsageOfAllTenants';
  period: UsagePeriod;
  from: Instant;
  to: Instant;
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

type Reading = QuotaRuntime & UsageReading;

/** Tenants read at a time, side by side. */
const PAGE = 8;
const TOP = 10;
/** The most that are named as exceeding. */
const MOST_EXCEEDING = 100;

const FIGURE: Readonly<Record<UsageMetric, (total: UsageMetrics) => number>> = {
  all: ({ totalTokensUsed }) => totalTokensUsed,
  tokens: ({ totalTokensUsed }) => totalTokensUsed,
  cost: ({ costNanoUsd }) => costNanoUsd,
  api_calls: ({ apiCallsTotal }) => apiCallsTotal,
};

/** R4's usage of all tenants, from roll-ups: for operators alone, with a receipt of the look in their own tenant. */
export async function usageOfAllTenants(
  runtime: Reading,
  caller: Caller,
  input: unknown,
): Promise<UsageOfAllTenants | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'accessTenant');
  const read = usageQuestion(input, runtime.clock.now());
  if ('invalid' in read) return read.invalid;
  const { question } = read;
  if (question.tenantId) return invalidInput({ path: 'tenantId', message: 'is for one tenant; leave it out for all' });
  await lookAtAllTenants(runtime, caller, 'readRevOps');
  const sum = { totalTenants: 0, apiCalls: 0, tokens: 0, costNanoUsd: 0 };
  let measured = { calls: 0, ms: 0 };
  let topConsumers: TenantUse[] = [];
  const exceedingQuota: TenantExceeding[] = [];
  const figure = FIGURE[question.metric];
  for await (const { tenant, total, exceeded } of eachTenant(runtime, question)) {
    sum.totalTenants += 1;
    sum.apiCalls += total.apiCallsTotal;
    sum.tokens += total.totalTokensUsed;
    sum.costNanoUsd += total.costNanoUsd;
    measured = withLatency(measured, total);
    const { id: tenantId, handle, plan } = tenant;
    if (figure(total) > 0) topConsumers.push({ tenantId, handle, plan, total });
    topConsumers = topConsumers.sort((a, b) => figure(b.total) - figure(a.total)).slice(0, TOP);
    const isNamed = exceeded.length > 0 && exceedingQuota.length < MOST_EXCEEDING;
    if (isNamed) exceedingQuota.push({ tenantId, handle, plan, quotas: exceeded });
  }
  const { period, from, to } = question;
  const avgLatencyMs = measured.calls === 0 ? null : measured.ms / measured.calls;
  const shown = { period, from, to, ...sum, avgLatencyMs, topConsumers, exceedingQuota };
  return { __typename: 'UsageOfAllTenants', ...shown, timestamp: instantNow(runtime.clock) };
}

interface TenantRead {
  tenant: Tenant;
  total: UsageMetrics;
  exceeded: TenantExceeding['quotas'];
}

async function* eachTenant(runtime: Reading, { from, to }: UsageQuestion): AsyncGenerator<TenantRead> {
  for (let after = ''; ; ) {
    const tenants = await listTenants(runtime, { after, limit: PAGE });
    yield* await Promise.all(tenants.map((tenant) => readTenant(runtime, tenant, { from, to })));
    if (tenants.length < PAGE) return;
    after = tenants.at(-1)?.handle ?? after;
  }
}

async function readTenant(
  runtime: Reading,
  tenant: Tenant,
  range: { from: Instant; to: Instant },
): Promise<TenantRead> {
  const [total, states] = await Promise.all([
    usageTotal(runtime, tenant.id, range),
    runtime.quotas.status(tenant.id, {}),
  ]);
  const exceeded = states.filter(({ remaining }) => remaining === 0);
  return { tenant, total, exceeded: exceeded.map(({ quota, limit, used }) => ({ quota, limit, used })) };
}

const withLatency = ({ calls, ms }: { calls: number; ms: number }, { apiLatencyAvgMs, apiCallsTotal }: UsageMetrics) =>
  apiLatencyAvgMs === null ? { calls, ms } : { calls: calls + apiCallsTotal, ms: ms + apiLatencyAvgMs * apiCallsTotal };
