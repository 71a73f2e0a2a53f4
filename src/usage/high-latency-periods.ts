import { z } from 'zod';
import { readerOf } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { type InvalidInput, type NotFound, notFound, parseCommand } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { type UsageReading, usageMetrics, usageTotal } from './rollup/read-usage.js';
import type { UsageMetrics } from './rollup/usage-metrics.js';
import { stretchAsked } from './stretch-asked.js';

/** By which latency of API calls periods are judged. */
export const LATENCY_PLACES = ['avg', 'p50', 'p95', 'p99', 'p999'] as const;
type LatencyPlace = (typeof LATENCY_PLACES)[number];

const FIGURE: Readonly<Record<LatencyPlace, (metrics: UsageMetrics) => number | null>> = {
  avg: ({ apiLatencyAvgMs }) => apiLatencyAvgMs,
  p50: ({ apiLatencyP50Ms }) => apiLatencyP50Ms,
  p95: ({ apiLatencyP95Ms }) => apiLatencyP95Ms,
  p99: ({ apiLatencyP99Ms }) => apiLatencyP99Ms,
  p999: ({ apiLatencyP999Ms }) => apiLatencyP999Ms,
};

/** A period that was slow, by `latencyMs`. */
export interface SlowPeriod {
  periodStart: Instant;
  periodEnd: Instant;
  apiCallsTotal: number;
  latencyMs: number;
}

/** The periods of a stretch whose API calls were slow, slowest first. */
export interface HighLatencyPeriods {
  __typename: 'HighLatencyPeriods';
  /** Slow is above this: what was asked for, or twice what the whole stretch comes to; null where nothing was measured. */
  thresholdMs: number | null;
  /** What the whole stretch comes to. */
  usualMs: number | null;
  periods: SlowPeriod[];
}

const MOST = 100;
const DEFAULT = 50;
const USUAL_TIMES = 2;

const judged = z.strictObject({
  by: z.enum(LATENCY_PLACES).nullish(),
  aboveMs: z.int().min(0, 'is at least 0').nullish(),
  first: z.int().min(1, `is from 1 to ${MOST}`).max(MOST, `is from 1 to ${MOST}`).nullish(),
});

/**
 * R4's periods of high latency, from roll-ups: those above a limit, by p99 unless another place is asked for. For a tenant's admins and
 * auditors; operators name any tenant, with a receipt there.
 */
export async function highLatencyPeriods(
  runtime: Runtime & UsageReading,
  caller: Caller,
  { by, aboveMs, first, ...input }: Record<string, unknown>,
): Promise<HighLatencyPeriods | NotFound | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'readRevOps');
  const parsed = parseCommand(judged, { by, aboveMs, first });
  if (!parsed.ok) return parsed.invalid;
  const read = stretchAsked(input, runtime.clock.now());
  if ('invalid' in read) return read.invalid;
  const { tenantId: asked, ...stretch } = read.stretch;
  const reader = await readerOf(runtime, caller, asked, 'readRevOps');
  if (!reader) return notFound('tenant');
  const [periods, total] = await Promise.all([
    usageMetrics(runtime, reader.tenantId, stretch),
    usageTotal(runtime, reader.tenantId, stretch),
  ]);
  const figure = FIGURE[parsed.command.by ?? 'p99'];
  const usualMs = figure(total);
  const thresholdMs = parsed.command.aboveMs ?? (usualMs === null ? null : USUAL_TIMES * usualMs);
  const slow = periods
    .flatMap(({ adjusted, ...period }) => slowPeriod(adjusted ?? period, figure))
    .filter(({ latencyMs }) => latencyMs > (thresholdMs ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => b.latencyMs - a.latencyMs || (a.periodStart < b.periodStart ? -1 : 1))
    .slice(0, parsed.command.first ?? DEFAULT);
  return { __typename: 'HighLatencyPeriods', thresholdMs, usualMs, periods: slow };
}

function slowPeriod(metrics: UsageMetrics, figure: (metrics: UsageMetrics) => number | null): SlowPeriod[] {
  const latencyMs = figure(metrics);
  const { periodStart, periodEnd, apiCallsTotal } = metrics;
  return latencyMs === null ? [] : [{ periodStart, periodEnd, apiCallsTotal, latencyMs }];
}
