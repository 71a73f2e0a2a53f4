import type { Instant } from '../../kernel/values/instants.js';
import type { Aggregation } from '../meter.js';
import type { Aggregate } from './figures.js';
import type { Latency } from './latency.js';
import type { MeterGroup, MeterSum, MeterTold } from './meter-sum.js';
import type { Window } from './windows.js';

/** What a period comes to by one version of a meter. */
export interface MeterFigures {
  name: string;
  /** Null: the product's own. */
  version: number | null;
  aggregation: Aggregation;
  /** Events that had what is measured. */
  events: number;
  /** A decimal: exact, but for UNIQUE of very many. */
  value: string;
  /** The greatest groups first. */
  groups: MeterGroup[];
  /** What is in no group of its own, since there were too many; null: nothing. */
  other: MeterTold | null;
}

/** What a tenant, or one workspace of it, used in a period (R4, TenantUsageMetrics). Where nothing was measured, a figure is null. */
export interface UsageMetrics {
  periodStart: Instant;
  periodEnd: Instant;
  /** Metered events of all types. */
  events: number;
  apiCallsTotal: number;
  apiCallsSuccessful: number;
  apiCallsFailed: number;
  apiCallsRateLimited: number;
  apiLatencyAvgMs: number | null;
  apiLatencyP50Ms: number | null;
  apiLatencyP95Ms: number | null;
  apiLatencyP99Ms: number | null;
  apiLatencyP999Ms: number | null;
  chatMessagesSent: number;
  chatMessagesReceived: number;
  chatSessionsCreated: number;
  chatAvgResponseTimeMs: number | null;
  embeddingsGenerated: number;
  embeddingsTokensUsed: number;
  semanticSearchesPerformed: number;
  kbIngests: number;
  totalTokensUsed: number;
  /** Billionths of a dollar. */
  costNanoUsd: number;
  errorCount: number;
  /** Errors of ten thousand events. */
  errorRateBp: number | null;
  /** Checks that a quota denied. */
  quotaExceededCount: number;
  /** The most events of one second. */
  peakPerSecond: number;
  /** Of the meters that were asked for, by name and version. */
  meters: MeterFigures[];
}

/** Which meters are shown, and how many of their groups. */
export interface MetersAsked {
  names: readonly string[];
  mostGroups: number;
}

/** No meter at all. */
export const NO_METERS: MetersAsked = { names: [], mostGroups: 0 };

/** What was put together for a period, with what its latency tells in place of the sketch. */
export type Measured = Omit<Aggregate, 'latency'> & { latency: Latency };

/** The metrics of what was put together for a period. */
export function metricsOf(
  { start, end }: Window,
  { figures, latency, meters }: Measured,
  asked: MetersAsked = NO_METERS,
): UsageMetrics {
  const { apiCalls, apiCallsFailed, apiCallsRateLimited } = figures;
  const [p50, p95, p99, p999] = latency.quantiles;
  return {
    periodStart: start,
    periodEnd: end,
    events: figures.events,
    apiCallsTotal: apiCalls,
    apiCallsSuccessful: apiCalls - apiCallsFailed - apiCallsRateLimited,
    apiCallsFailed,
    apiCallsRateLimited,
    apiLatencyAvgMs: average(figures.apiLatencyUs, latency.count),
    apiLatencyP50Ms: p50 ?? null,
    apiLatencyP95Ms: p95 ?? null,
    apiLatencyP99Ms: p99 ?? null,
    apiLatencyP999Ms: p999 ?? null,
    chatMessagesSent: figures.chatMessagesSent,
    chatMessagesReceived: figures.chatMessagesReceived,
    chatSessionsCreated: figures.chatSessions,
    chatAvgResponseTimeMs: average(figures.chatResponseUs, figures.chatResponses),
    embeddingsGenerated: figures.embeddings,
    embeddingsTokensUsed: figures.embeddingTokens,
    semanticSearchesPerformed: figures.searches,
    kbIngests: figures.kbIngests,
    totalTokensUsed: figures.tokens,
    costNanoUsd: figures.costNanoUsd,
    errorCount: figures.errors,
    errorRateBp: figures.events === 0 ? null : Math.round((figures.errors * 10_000) / figures.events),
    quotaExceededCount: figures.quotaExceeded,
    peakPerSecond: figures.peakPerSecond,
    meters: [...meters.values()]
      .filter(({ kind }) => asked.names.includes(kind.name))
      .map((sum) => meterFigures(sum, asked.mostGroups))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : (a.version ?? 0) - (b.version ?? 0))),
  };
}

function meterFigures(sum: MeterSum, mostGroups: number): MeterFigures {
  const { name, version, aggregation, isGrouped } = sum.kind;
  const { events, value } = sum.whole();
  const groups = isGrouped ? sum.groups().sort((a, b) => Number(b.value) - Number(a.value)) : [];
  return {
    ...{ name, version: version || null, aggregation, events, value },
    groups: groups.slice(0, mostGroups),
    other: sum.rest(),
  };
}

/** Milliseconds of so many measurements. */
const average = (microseconds: number, count: number): number | null =>
  count === 0 ? null : microseconds / count / 1_000;
