import {
  flag,
  instant,
  listOf,
  type Operation,
  oneOf,
  open,
  orNull,
  record,
  text,
  whole,
} from '../contract/operation.js';

const number = { type: 'number' };
const TENANT = { name: 'tenantId', description: 'Of another tenant: for operators, with a receipt there.' };

/** An event as R0 shows it. */
const loggedEvent = record({
  id: text,
  event_name: text,
  user_id: orNull(text),
  seat_type: orNull(oneOf('decision', 'observer')),
  metadata: orNull(open),
  created_at: instant,
});

const counts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, orNull(whole)]));
const numbers = (...names: string[]) => Object.fromEntries(names.map((name) => [name, orNull(number)]));

/** R4's TenantUsageMetrics; with a metric other than `all`, what belongs to it. */
const usage = {
  ...record({
    metric_id: text,
    tenant_id: text,
    period_start: instant,
    period_end: instant,
    period_type: oneOf('daily', 'monthly'),
  }),
  properties: {
    ...{
      metric_id: text,
      tenant_id: text,
      period_start: instant,
      period_end: instant,
      period_type: oneOf('daily', 'monthly'),
    },
    ...counts('api_calls_total', 'api_calls_successful', 'api_calls_failed', 'api_calls_rate_limited'),
    ...numbers('api_latency_avg_ms', 'api_latency_p50_ms', 'api_latency_p95_ms', 'api_latency_p99_ms'),
    ...numbers('api_latency_p999_ms', 'chat_avg_response_time_ms', 'estimated_cost_usd', 'error_rate'),
    ...counts('chat_messages_sent', 'chat_messages_received', 'chat_sessions_created', 'embeddings_generated'),
    ...counts('embeddings_tokens_used', 'semantic_searches_performed', 'kb_ingests', 'total_tokens_used'),
    ...counts('quota_limit', 'quota_remaining', 'quota_exceeded_count', 'error_count', 'peak_qps'),
  },
};

const usageEvent = record({
  id: text,
  tenant_id: text,
  event_type: text,
  event_timestamp: instant,
  user_id: orNull(text),
  tokens_consumed: orNull(whole),
  cost_usd: orNull(number),
  api_response_time_ms: orNull(number),
  api_status_code: orNull(whole),
  metadata: open,
});

const oneTenant = record({
  tenantId: text,
  period: oneOf('daily', 'monthly'),
  usage: listOf(usage),
  quota: record({ plan: text, quotas: listOf(open), anyExceeded: flag }),
  recentEvents: listOf(usageEvent),
  timestamp: instant,
});

const who = { tenant_id: text, handle: text, plan: text };
const allTenants = record({
  period: oneOf('daily', 'monthly'),
  summary: record({
    total_tenants: whole,
    total_api_calls: whole,
    total_tokens: whole,
    total_cost: { ...number, description: 'Dollars.' },
    avg_latency_ms: orNull(number),
  }),
  topConsumers: listOf(record({ ...who, total_tokens: whole, total_cost: number, api_calls: whole })),
  exceedingQuota: listOf(
    record({ ...who, quotas: listOf(record({ quota: text, limit: orNull(whole), used: whole })) }),
  ),
  startDate: { ...text, description: 'An instant, or the date that was asked for.' },
  endDate: { ...text, description: 'Likewise.' },
  timestamp: instant,
});

/** What admins see of events and usage. */
export const adminOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/admin/usage',
    action: 'readRevOps',
    tag: 'Admin',
    summary: 'Usage by day or month, quotas and last events of one tenant; for operators, all tenants at a glance',
    query: [
      { name: 'tenantId', description: 'For operators: another tenant, with a receipt there; none: all tenants.' },
      {
        name: 'period',
        description: 'By days or months of the tenant; daily when left out.',
        schema: oneOf('daily', 'monthly'),
      },
      {
        name: 'startDate',
        description:
          "Periods that begin from here on: an instant, or a date, which begins at midnight of the tenant's zone (of all tenants, of each one's own); 30 days, or 365, before the end when left out.",
      },
      { name: 'endDate', description: 'Exclusive, likewise; now when left out.' },
      {
        name: 'metric',
        description: 'What is shown of each period, or what consumers are ordered by; all when left out.',
        schema: oneOf('all', 'tokens', 'cost', 'api_calls'),
      },
    ],
    answers: { 200: { description: 'One tenant, or all of them.', schema: { anyOf: [oneTenant, allTenants] } } },
  },
  {
    method: 'get',
    path: '/api/admin/revops/events',
    action: 'readRevOps',
    tag: 'Admin',
    summary: 'The event log, newest first: events from outside and the product’s own',
    query: [
      TENANT,
      { name: 'eventName', description: 'Of one name, such as decision_seat_blocked.' },
      { name: 'userId', description: 'Of one user.' },
      { name: 'limit', description: 'Rows of the page, 1 to 500; 50 when left out.', schema: whole },
      { name: 'after', description: 'The `next` of the page before.' },
    ],
    answers: {
      200: {
        description: 'A page.',
        schema: record({ tenant_id: text, events: listOf(loggedEvent), next: orNull(text) }),
      },
    },
  },
];
