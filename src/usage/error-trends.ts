import { readerOf } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { type InvalidInput, type NotFound, notFound } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { type PeriodUsage, type UsageReading, usageMetrics, usageTotal } from './rollup/read-usage.js';
import type { UsageMetrics } from './rollup/usage-metrics.js';
import { stretchAsked } from './stretch-asked.js';

/** Errors of a period; rates are errors of ten thousand events, null where there were no events. */
export interface PeriodErrors {
  periodStart: Instant;
  periodEnd: Instant;
  events: number;
  errorCount: number;
  errorRateBp: number | null;
  apiCallsFailed: number;
  apiCallsRateLimited: number;
}

/** How errors went, period by period and against as long a stretch before. */
export interface ErrorTrends {
  __typename: 'ErrorTrends';
  /** Periods that have events. `changeBp`: the rate against that of the one listed before; null of the first. */
  periods: (PeriodErrors & { changeBp: number | null })[];
  total: PeriodErrors;
  before: PeriodErrors;
  /** The whole rate against that of the stretch before; null where one of them had no events. */
  changeBp: number | null;
}

/** R4's error trends, from roll-ups. For a tenant's admins and auditors; operators name any tenant, with a receipt there. */
export async function errorTrends(
  runtime: Runtime & UsageReading,
  caller: Caller,
  input: unknown,
): Promise<ErrorTrends | NotFound | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'readRevOps');
  const read = stretchAsked(input, runtime.clock.now());
  if ('invalid' in read) return read.invalid;
  const { tenantId: asked, ...stretch } = read.stretch;
  const reader = await readerOf(runtime, caller, asked, 'readRevOps');
  if (!reader) return notFound('tenant');
  const { from, to } = stretch;
  const earlier = { ...stretch, from: instantOf(2 * epochMs(from) - epochMs(to)), to: from };
  const [periods, total, before] = await Promise.all([
    usageMetrics(runtime, reader.tenantId, stretch),
    usageTotal(runtime, reader.tenantId, stretch),
    usageTotal(runtime, reader.tenantId, earlier),
  ]);
  const shown = periods.filter(({ events }) => events > 0).map(errorsOf);
  return {
    __typename: 'ErrorTrends',
    periods: shown.map((period, n) => ({ ...period, changeBp: change(shown[n - 1], period) })),
    total: errorsOf(total),
    before: errorsOf(before),
    changeBp: change(before, total),
  };
}

/** Of a closed month, with all that came since. */
function errorsOf(usage: UsageMetrics | PeriodUsage): PeriodErrors {
  const now = ('adjusted' in usage && usage.adjusted) || usage;
  const { periodStart, periodEnd, events, errorCount, errorRateBp, apiCallsFailed, apiCallsRateLimited } = now;
  return { periodStart, periodEnd, events, errorCount, errorRateBp, apiCallsFailed, apiCallsRateLimited };
}

type Rate = Pick<PeriodErrors, 'errorRateBp'>;

const change = (before: Rate | undefined, now: Rate): number | null =>
  typeof before?.errorRateBp === 'number' && now.errorRateBp !== null ? now.errorRateBp - before.errorRateBp : null;
