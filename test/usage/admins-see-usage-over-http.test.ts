import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OPERATIONS } from '../../schema/openapi.js';
import { rollUpUsage } from '../../src/usage/index.js';
import { CUSTOMER, get, OPERATORS } from '../entitlements/admin-door.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';

const world = await createWorld(CUSTOMER);
const operators = await createWorld(OPERATORS);
const { tenantId } = world;

const told = OPERATIONS.find(({ path }) => path === '/api/admin/usage')?.answers[200]?.schema ?? {};
const asTold = new Ajv2020({ strict: false, validateFormats: false }).compile(told);

/** A call of today, and one of the day before, in New York. */
const CALLS = [
  ['2026-03-04T14:00:00.000Z', 120, 200, 1_000],
  ['2026-03-04T14:00:00.500Z', 80, 500, 2_000],
  ['2026-03-03T20:00:00.000Z', 40, 429, 4_000],
] as const;

beforeAll(async () => {
  const key = await keyOf(world, ['events:write']);
  const calls = CALLS.map(([at, latency_ms, status_code, tokens]) =>
    event('api_call', {
      occurred_at: at,
      metadata: { latency_ms, status_code, tokens, cost_nano_usd: tokens * 20, model: 'ada-002' },
    }),
  );
  expect((await post(world, key, calls)).outcomes).toEqual(['accepted', 'accepted', 'accepted']);
  await rollUpUsage(world.composition, tenantId);
});

describe("a tenant's usage", () => {
  let auditor: Client;
  beforeAll(async () => {
    auditor = await world.as('auditor');
  });

  it("is shown by days of the tenant's zone in R4's names, with quotas and the last events", async () => {
    const { status, body } = await get(auditor, 'usage');
    expect([status, asTold(body), asTold.errors]).toEqual([200, true, null]);
    expect(body).toMatchObject({ tenantId, period: 'daily', timestamp: '2026-03-04T15:00:00.000Z' });
    expect(body.usage).toHaveLength(2);
    expect(body.usage[1]).toMatchObject({
      metric_id: `${tenantId}/daily/2026-03-04T05:00:00.000Z`,
      tenant_id: tenantId,
      period_start: '2026-03-04T05:00:00.000Z',
      period_end: '2026-03-05T05:00:00.000Z',
      period_type: 'daily',
      api_calls_total: 2,
      api_calls_successful: 1,
      api_calls_failed: 1,
      api_latency_avg_ms: 100,
      total_tokens_used: 3_000,
      estimated_cost_usd: 0.00006,
      error_count: 1,
      error_rate: 50,
      peak_qps: 2,
      quota_limit: 10_000,
      quota_remaining: 10_000,
    });
    expect(body.usage[0]).toMatchObject({ api_calls_rate_limited: 1, quota_limit: null, quota_remaining: null });
    expect(body.quota).toMatchObject({ plan: 'trial', anyExceeded: false });
    expect(body.recentEvents).toHaveLength(3);
    expect(body.recentEvents[0]).toMatchObject({
      tenant_id: tenantId,
      event_type: 'api_call',
      event_timestamp: '2026-03-04T14:00:00.500Z',
      tokens_consumed: 2_000,
      cost_usd: 0.00004,
      api_response_time_ms: 80,
      api_status_code: 500,
      metadata: { model: 'ada-002' },
    });
  });

  it('is shown by months, within dates, and of one metric', async () => {
    const monthly = (await get(auditor, 'usage?period=monthly')).body;
    expect(monthly.usage).toMatchObject([{ period_type: 'monthly', api_calls_total: 3, total_tokens_used: 7_000 }]);
    const dated = (await get(auditor, 'usage?startDate=2026-03-03&endDate=2026-03-04&metric=cost')).body;
    expect(dated.usage).toEqual([
      {
        metric_id: `${tenantId}/daily/2026-03-03T05:00:00.000Z`,
        tenant_id: tenantId,
        period_start: '2026-03-03T05:00:00.000Z',
        period_end: '2026-03-04T05:00:00.000Z',
        period_type: 'daily',
        estimated_cost_usd: 0.00008,
      },
    ]);
  });

  it('is asked for of today over GraphQL', async () => {
    const query = '{ todayUsage { periodStart apiCallsTotal totalTokensUsed } }';
    const today = { periodStart: '2026-03-04T05:00:00.000Z', apiCallsTotal: 2, totalTokensUsed: 3_000 };
    expect((await (await world.as('ae')).ask(query)).todayUsage).toEqual(today);
    expect((await (await operators.as('admin')).ask(query)).todayUsage).toBeNull();
  });

  it.each([
    ['period=weekly', 'period'],
    ['metric=beauty', 'metric'],
    ['startDate=yesterday', 'startDate'],
    ['startDate=2026-03-04&endDate=2026-03-04', 'endDate'],
    ['startDate=2020-01-01', 'startDate'],
  ])('is not shown for %s, and says why', async (query, name) => {
    const { status, body } = await get(auditor, `usage?${query}`);
    expect([status, body.error.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(body.error.message).toContain(name);
  });

  it('is shown to nobody without the role, and to nobody of another tenant', async () => {
    expect((await get(await world.as('ae'), 'usage')).status).toBe(403);
    expect((await get(world.anyone(), 'usage')).status).toBe(401);
    expect((await get(await operators.as('admin'), `usage?tenantId=${tenantId}`)).status).toBe(404);
    expect(await receiptsOf(world, 'ACCESS_TENANT')).toEqual([]);
  });
});

describe('an operator', () => {
  let olga: Client;
  beforeAll(async () => {
    olga = await operators.as('olga');
  });

  it("sees a tenant's usage, which leaves a receipt there", async () => {
    const { body } = await get(olga, `usage?tenantId=${tenantId}`);
    expect(body).toMatchObject({ tenantId, usage: [{ api_calls_total: 1 }, { api_calls_total: 2 }] });
    expect(body.recentEvents[0].tokens_consumed).toBe(2_000);
    expect(await receiptsOf(world, 'ACCESS_TENANT')).toMatchObject([{ business: { route: '/api/admin/usage' } }]);
  });

  it('sees all tenants at a glance: who uses most and who has nothing left, with a receipt of the look', async () => {
    // Each world counts in a Redis of its own: what its API is asked for is counted there.
    await operators.composition.quotas.check(tenantId, { subject: {}, amounts: { embeddings: 50 }, mode: 'consume' });
    const { status, body } = await get(olga, 'usage?metric=api_calls');
    expect([status, asTold(body), asTold.errors]).toEqual([200, true, null]);
    expect(body.summary.total_tenants).toBeGreaterThanOrEqual(2);
    expect(body.summary.total_api_calls).toBeGreaterThanOrEqual(3);
    const calls = body.topConsumers.map(({ api_calls }: { api_calls: number }) => api_calls);
    expect(calls).toEqual([...calls].sort((a, b) => b - a));
    expect(body.topConsumers).toContainEqual({
      tenant_id: tenantId,
      handle: expect.any(String),
      plan: 'trial',
      total_tokens: 7_000,
      total_cost: 0.00014,
      api_calls: 3,
    });
    expect(body.exceedingQuota).toContainEqual(
      expect.objectContaining({
        tenant_id: tenantId,
        quotas: [{ quota: 'embeddings_per_day', limit: 50, used: 50 }],
      }),
    );
    const query = `{ multiTenantStats(metric: cost) { totalTenants topConsumers { tenantId total { costNanoUsd } }
      tenantsExceedingQuota { tenantId quotas { quota used limit } } } }`;
    const { multiTenantStats } = await olga.ask(query);
    expect(multiTenantStats.topConsumers).toContainEqual({ tenantId, total: { costNanoUsd: 140_000 } });
    expect(multiTenantStats.tenantsExceedingQuota).toContainEqual({
      tenantId,
      quotas: [{ quota: 'embeddings_per_day', limit: 50, used: 50 }],
    });
    expect((await (await world.as('admin')).graphql(query)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await receiptsOf(operators, 'ACCESS_TENANT')).toMatchObject([
      { subjectId: operators.id('olga'), business: { tenants: 'ALL', action: 'readRevOps' } },
      { subjectId: operators.id('olga'), business: { tenants: 'ALL', route: 'Query.multiTenantStats' } },
    ]);
  });
});
