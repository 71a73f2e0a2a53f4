import type { FastifyPluginAsync } from 'fastify';
import type { QuotaStatus } from '../../src/entitlements/index.js';
import type { Instant } from '../../src/kernel/values/instants.js';
import {
  type PeriodUsage,
  type ShownEvent,
  type TenantUse,
  type UsageMetric,
  type UsageMetrics,
  type UsageOfAllTenants,
  type UsageReport,
  usageOfAllTenants,
  usageReport,
} from '../../src/usage/index.js';
import { isRefused, parametersOf, refuse } from '../contract/admin-route.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';

const NANO = 1_000_000_000;

/**
 * R4's `GET /api/admin/usage`: `tenantId`, `period` (daily, monthly), `startDate`, `endDate`, `metric` (all, tokens, cost, api_calls). One tenant's
 * for its admins and auditors; operators name any tenant, or none for all of them at a glance.
 */
export const adminUsageRoute =
  (runtime: ApiRuntime): FastifyPluginAsync =>
  async (app) => {
    const names = ['tenantId', 'period', 'startDate', 'endDate', 'metric'] as const;
    app.get('/api/admin/usage', { config: { access: accessTo('readRevOps') } }, async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      const asked = parametersOf(request.query, names);
      if (asked.tenantId === undefined && caller.roles.includes('operator')) {
        const all = await usageOfAllTenants(runtime, caller, asked);
        return isRefused(all) ? refuse(reply, all) : allBody(all);
      }
      const report = await usageReport(runtime, caller, asked);
      return isRefused(report) ? refuse(reply, report) : reportBody(report);
    });
  };

const reportBody = ({ tenantId, period, metric, usage, quota, recentEvents, timestamp }: UsageReport) => ({
  tenantId,
  period,
  usage: usage.map((one) => periodBody(tenantId, period, one, { metric, quota, now: timestamp })),
  quota: { plan: quota.plan, quotas: quota.quotas, anyExceeded: quota.anyExceeded },
  recentEvents: recentEvents.map((event) => eventBody(tenantId, event)),
  timestamp,
});

const allBody = (all: UsageOfAllTenants) => ({
  period: all.period,
  summary: {
    total_tenants: all.totalTenants,
    total_api_calls: all.apiCalls,
    total_tokens: all.tokens,
    total_cost: all.costNanoUsd / NANO,
    avg_latency_ms: all.avgLatencyMs,
  },
  topConsumers: all.topConsumers.map(consumerBody),
  exceedingQuota: all.exceedingQuota.map(({ tenantId, ...tenant }) => ({ tenant_id: tenantId, ...tenant })),
  startDate: all.from,
  endDate: all.to,
  timestamp: all.timestamp,
});

const consumerBody = ({ tenantId, handle, plan, total }: TenantUse) => ({
  tenant_id: tenantId,
  handle,
  plan,
  total_tokens: total.totalTokensUsed,
  total_cost: total.costNanoUsd / NANO,
  api_calls: total.apiCallsTotal,
});

/** What each metric shows of a period, in R4's names. */
const SHOWN: Readonly<Record<Exclude<UsageMetric, 'all'>, readonly string[]>> = {
  tokens: ['total_tokens_used', 'embeddings_tokens_used', 'quota_limit', 'quota_remaining'],
  cost: ['estimated_cost_usd'],
  api_calls: ['api_calls_total', 'api_calls_successful', 'api_calls_failed', 'api_calls_rate_limited'],
};

/** R4's TenantUsageMetrics; of a closed month, with all that came since. */
function periodBody(
  tenantId: string,
  period: string,
  usage: PeriodUsage,
  { metric, quota, now }: { metric: UsageMetric; quota: QuotaStatus; now: Instant },
) {
  const { periodStart, periodEnd } = usage;
  const isCurrent = periodStart <= now && now < periodEnd;
  const about = {
    metric_id: `${tenantId}/${period}/${periodStart}`,
    ...{ tenant_id: tenantId, period_start: periodStart, period_end: periodEnd, period_type: period },
  };
  const figures: Record<string, number | null> = {
    ...figuresOf(usage.adjusted ?? usage),
    ...tokensLeft(isCurrent ? quota : null, period),
  };
  if (metric === 'all') return { ...about, ...figures };
  return { ...about, ...Object.fromEntries(SHOWN[metric].map((name) => [name, figures[name]])) };
}

const figuresOf = (metrics: UsageMetrics) => ({
  api_calls_total: metrics.apiCallsTotal,
  api_calls_successful: metrics.apiCallsSuccessful,
  api_calls_failed: metrics.apiCallsFailed,
  api_calls_rate_limited: metrics.apiCallsRateLimited,
  api_latency_avg_ms: metrics.apiLatencyAvgMs,
  api_latency_p50_ms: metrics.apiLatencyP50Ms,
  api_latency_p95_ms: metrics.apiLatencyP95Ms,
  api_latency_p99_ms: metrics.apiLatencyP99Ms,
  api_latency_p999_ms: metrics.apiLatencyP999Ms,
  chat_messages_sent: metrics.chatMessagesSent,
  chat_messages_received: metrics.chatMessagesReceived,
  chat_sessions_created: metrics.chatSessionsCreated,
  chat_avg_response_time_ms: metrics.chatAvgResponseTimeMs,
  embeddings_generated: metrics.embeddingsGenerated,
  embeddings_tokens_used: metrics.embeddingsTokensUsed,
  semantic_searches_performed: metrics.semanticSearchesPerformed,
  kb_ingests: metrics.kbIngests,
  total_tokens_used: metrics.totalTokensUsed,
  estimated_cost_usd: metrics.costNanoUsd / NANO,
  error_count: metrics.errorCount,
  error_rate: metrics.errorRateBp === null ? null : metrics.errorRateBp / 100,
  quota_exceeded_count: metrics.quotaExceededCount,
  peak_qps: metrics.peakPerSecond,
});

const WINDOWS: Readonly<Record<string, string>> = { daily: 'day', monthly: 'month' };

/** What is left of the tenant's tokens in a period that still runs; null of one that is over, and without such a quota. */
function tokensLeft(quota: QuotaStatus | null, period: string) {
  const tokens = quota?.quotas.find(
    ({ meter, level, window }) => meter === 'tokens' && level === 'tenant' && window === WINDOWS[period],
  );
  return { quota_limit: tokens?.limit ?? null, quota_remaining: tokens?.remaining ?? null };
}

/** R4's UsageEventPayload. */
function eventBody(tenantId: string, { id, type, occurredAt, userId, metadata }: ShownEvent) {
  const { tokens, cost_nano_usd: cost, latency_ms, status_code, ...rest } = metadata ?? {};
  return {
    ...{ id, tenant_id: tenantId, event_type: type, event_timestamp: occurredAt, user_id: userId },
    ...{ tokens_consumed: tokens ?? null, cost_usd: typeof cost === 'number' ? cost / NANO : null },
    ...{ api_response_time_ms: latency_ms ?? null, api_status_code: status_code ?? null, metadata: rest },
  };
}
