import { getQuotaStatus, type QuotaRuntime, type QuotaStatus } from '../entitlements/index.js';
import { readerOf } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type InvalidInput, type NotFound, notFound } from '../kernel/outcomes.js';
import type { Instant } from '../kernel/values/instants.js';
import { listEvents, type ShownEvent } from './list-events.js';
import { type PeriodUsage, type UsageReading, usageMetrics } from './rollup/read-usage.js';
import { boundsFor, type UsageMetric, type UsagePeriod, usageQuestion } from './usage-asked.js';

/** What a tenant used, may use, and did last (R4, single tenant). */
export interface UsageReport {
  __typename: 'UsageReport';
  tenantId: string;
  period: UsagePeriod;
  metric: UsageMetric;
  usage: PeriodUsage[];
  quota: QuotaStatus;
  recentEvents: ShownEvent[];
  timestamp: Instant;
}

/** Metered events that are shown beside the figures. */
const RECENT = 50;

/** R4's usage of one tenant, from roll-ups, with its quotas and last events. For its admins and auditors, and for operators. */
export async function usageReport(
  runtime: QuotaRuntime & UsageReading,
  caller: Caller,
  input: unknown,
): Promise<UsageReport | NotFound | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'readRevOps');
  const read = usageQuestion(input, runtime.clock.now());
  if ('invalid' in read) return read.invalid;
  const { tenantId: asked, period, metric, grain } = read.question;
  const reader = await readerOf(runtime, caller, asked, 'readRevOps');
  if (!reader) return notFound('tenant');
  const { tenantId } = reader;
  const within = await boundsFor(runtime, tenantId, read.question);
  if ('invalid' in within) return within.invalid;
  const [usage, quota, recentEvents] = await Promise.all([
    usageMetrics(runtime, tenantId, { grain, ...within.bounds }),
    getQuotaStatus(runtime, reader, {}),
    listEvents(runtime, reader, { category: 'usage' }, { after: null, most: RECENT }),
  ]);
  if (quota.__typename !== 'QuotaStatus') return quota;
  const timestamp = instantNow(runtime.clock);
  return { __typename: 'UsageReport', tenantId, period, metric, usage, quota, recentEvents, timestamp };
}
