import { z } from 'zod';
import { lookAtAllTenants } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { type InvalidInput, parseCommand } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Tenant } from '../tenancy/index.js';
import { eachTenant } from './each-tenant.js';
import { usageTotals } from './rollup/read-usage.js';
import type { UsageMetrics } from './rollup/usage-metrics.js';
import { boundsOf, type UsageMetric, usageQuestion } from './usage-asked.js';

/** What one tenant used in the whole stretch. */
export interface TenantUse {
  tenantId: string;
  handle: string;
  plan: string;
  total: UsageMetrics;
}

/** How many are named unless somebody says (R4: top 10), and how many at most. */
export const TOP = 10;
const MOST = 100;

const FIGURE: Readonly<Record<UsageMetric, (total: UsageMetrics) => number>> = {
  all: ({ totalTokensUsed }) => totalTokensUsed,
  tokens: ({ totalTokensUsed }) => totalTokensUsed,
  cost: ({ costNanoUsd }) => costNanoUsd,
  api_calls: ({ apiCallsTotal }) => apiCallsTotal,
};

/** Keeps those who used most of a metric, and none who used nothing. */
export class TopConsumers {
  all: TenantUse[] = [];
  constructor(
    private readonly metric: UsageMetric,
    private readonly most: number,
  ) {}

  add({ id: tenantId, handle, plan }: Tenant, total: UsageMetrics): void {
    const figure = FIGURE[this.metric];
    if (figure(total) === 0) return;
    this.all = [...this.all, { tenantId, handle, plan, total }]
      .sort((a, b) => figure(b.total) - figure(a.total))
      .slice(0, this.most);
  }
}

/** Those who used most, most first. */
export interface TopConsumersFound {
  __typename: 'TopConsumersFound';
  consumers: TenantUse[];
}

const many = z.strictObject({
  first: z.int().min(1, `is from 1 to ${MOST}`).max(MOST, `is from 1 to ${MOST}`).nullish(),
});

/**
 * Tenants by what they used of tokens, cost or API calls (R4, getTopConsumers), from roll-ups: for operators alone, with a receipt of
 * the look in their own tenant.
 */
export async function topConsumers(
  runtime: Runtime,
  caller: Caller,
  { first, ...input }: Record<string, unknown>,
): Promise<TopConsumersFound | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'accessTenant');
  const parsed = parseCommand(many, { first });
  if (!parsed.ok) return parsed.invalid;
  const read = usageQuestion(input, runtime.clock.now());
  if ('invalid' in read) return read.invalid;
  await lookAtAllTenants(runtime, caller, 'readRevOps');
  const now = runtime.clock.now();
  const { question } = read;
  const top = new TopConsumers(question.metric, parsed.command.first ?? TOP);
  const all = eachTenant(runtime, async (tenants) => {
    const ids = tenants.map(({ id }) => id);
    const totals = await usageTotals(runtime, ids, (calendar) => boundsOf(question, calendar, now));
    return tenants.map((tenant, n) => [tenant, totals[n] as UsageMetrics] as const);
  });
  for await (const [tenant, total] of all) top.add(tenant, total);
  return { __typename: 'TopConsumersFound', consumers: top.all };
}
