import { beforeAll, describe, expect, it } from '@jest/globals';
import { rollUpUsage } from '../../src/usage/index.js';
import { CUSTOMER, OPERATORS } from '../entitlements/admin-door.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';

const world = await createWorld(CUSTOMER);
const operators = await createWorld(OPERATORS);
const { tenantId } = world;

const at = (day: number, hour: number, minute = 0) =>
  `2026-03-0${day}T${hour}:${String(minute).padStart(2, '0')}:00.000Z`;
const call = (when: string, latency_ms: number, status_code = 200) =>
  event('api_call', { occurred_at: when, user_id: 'u1', metadata: { latency_ms, status_code, tokens: 10 } });

/** One error of four, then two of four in a slow hour; before, none. */
const CALLS = [
  ...[0, 1].map((minute) => call(at(1, 15, minute), 100)),
  ...[0, 1, 2, 3].map((minute) => call(at(3, 15, minute), 100, minute === 0 ? 500 : 200)),
  ...[0, 1, 2, 3].map((minute) => call(at(4, 14, minute), 900, minute < 2 ? 503 : 200)),
  event('search', { occurred_at: at(4, 13), metadata: { tokens: 5 } }),
];
const STRETCH = { grain: 'day', from: '2026-03-03T05:00:00.000Z', to: '2026-03-05T05:00:00.000Z' };

const TRENDS = `query($grain: UsageGrain!, $from: DateTime, $to: DateTime, $tenantId: ID) {
  errorTrends(grain: $grain, from: $from, to: $to, tenantId: $tenantId) { changeBp
    periods { periodStart events errorCount errorRateBp changeBp apiCallsFailed } total { errorRateBp } before { events errorRateBp } } }`;
const SLOW = `query($grain: UsageGrain!, $from: DateTime, $to: DateTime, $by: LatencyPlace, $aboveMs: Int, $first: Int) {
  highLatencyPeriods(grain: $grain, from: $from, to: $to, by: $by, aboveMs: $aboveMs, first: $first) {
    thresholdMs usualMs periods { periodStart apiCallsTotal latencyMs } } }`;

let auditor: Client;
let olga: Client;

beforeAll(async () => {
  const { outcomes } = await post(world, await keyOf(world, ['events:write']), CALLS);
  expect(new Set(outcomes)).toEqual(new Set(['accepted']));
  await rollUpUsage(world.composition, tenantId);
  auditor = await world.as('auditor');
  olga = await operators.as('olga');
});

const codeOf = async (client: Client, query: string, variables = {}) =>
  (await client.graphql(query, variables)).errors?.[0]?.extensions?.code;

describe('raw events of a tenant', () => {
  const query = `query($type: String, $after: String, $first: Int, $to: DateTime, $tenantId: ID) {
    tenantEvents(eventType: $type, after: $after, first: $first, to: $to, tenantId: $tenantId) {
      edges { cursor node { type occurredAt metadata } } pageInfo { hasNextPage endCursor } } }`;

  it('are the metered ones, newest first and in pages, or those of one type within a period', async () => {
    const { tenantEvents } = await auditor.ask(query, { first: 8 });
    const { tenantEvents: rest } = await auditor.ask(query, { first: 8, after: tenantEvents.pageInfo.endCursor });
    const edges = [...tenantEvents.edges, ...rest.edges];
    expect([tenantEvents.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const instants = edges.map(({ node }) => node.occurredAt);
    expect(instants).toEqual(
      CALLS.map(({ occurred_at }: any) => occurred_at)
        .sort()
        .reverse(),
    );
    const searches = (await auditor.ask(query, { type: 'search' })).tenantEvents.edges;
    expect(searches).toMatchObject([{ node: { type: 'search', metadata: { tokens: 5 } } }]);
    expect((await auditor.ask(query, { to: at(3, 15) })).tenantEvents.edges).toHaveLength(2);
  });

  it('are shown to operators with a receipt there, and to nobody else from elsewhere', async () => {
    expect((await olga.ask(query, { tenantId })).tenantEvents.edges).toHaveLength(CALLS.length);
    expect(await receiptsOf(world, 'ACCESS_TENANT')).toMatchObject([{ business: { route: 'Query.tenantEvents' } }]);
    expect(await codeOf(await operators.as('admin'), query, { tenantId })).toBe('BAD_USER_INPUT');
    expect(await codeOf(await world.as('ae'), query)).toBe('FORBIDDEN');
  });
});

describe('error trends', () => {
  it('compare each period with the one before, and the whole with as long a stretch before', async () => {
    const { errorTrends } = await auditor.ask(TRENDS, STRETCH);
    expect(errorTrends).toEqual({
      periods: [
        {
          ...{ periodStart: '2026-03-03T05:00:00.000Z', events: 4, errorCount: 1, errorRateBp: 2_500 },
          ...{ changeBp: null, apiCallsFailed: 1 },
        },
        {
          ...{ periodStart: '2026-03-04T05:00:00.000Z', events: 5, errorCount: 2, errorRateBp: 4_000 },
          ...{ changeBp: 1_500, apiCallsFailed: 2 },
        },
      ],
      total: { errorRateBp: 3_333 },
      before: { events: 2, errorRateBp: 0 },
      changeBp: 3_333,
    });
    const usual = (await auditor.ask(TRENDS, { grain: 'day' })).errorTrends;
    expect([usual.periods.length, usual.total.errorRateBp, usual.before.events]).toEqual([3, 2_727, 0]);
    const quiet = { ...STRETCH, from: '2026-02-01T05:00:00.000Z', to: '2026-02-02T05:00:00.000Z' };
    expect((await auditor.ask(TRENDS, quiet)).errorTrends).toMatchObject({ periods: [], changeBp: null });
  });

  it.each([
    [{ to: STRETCH.from }, 'to'],
    [{ grain: 'hour', from: '2026-01-01T00:00:00.000Z' }, 'from'],
  ])('are not told for %j, and say why', async (change, name) => {
    const { errors } = await auditor.graphql(TRENDS, { ...STRETCH, ...change });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(name),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it("are a tenant's admins' and auditors'; an operator's look is receipted there", async () => {
    expect(await codeOf(await world.as('ae'), TRENDS, STRETCH)).toBe('FORBIDDEN');
    const looks = (await receiptsOf(world, 'ACCESS_TENANT')).length;
    expect((await olga.ask(TRENDS, { ...STRETCH, tenantId })).errorTrends.total.errorRateBp).toBe(3_333);
    expect(await receiptsOf(world, 'ACCESS_TENANT')).toHaveLength(looks + 1);
    expect(await codeOf(await operators.as('admin'), TRENDS, { ...STRETCH, tenantId })).toBe('BAD_USER_INPUT');
  });
});

describe('periods of high latency', () => {
  const HOURS = { ...STRETCH, grain: 'hour', from: '2026-03-01T05:00:00.000Z' };

  it('are those above a limit, slowest first', async () => {
    const { highLatencyPeriods } = await auditor.ask(SLOW, { ...HOURS, by: 'p50', aboveMs: 50 });
    expect(highLatencyPeriods.thresholdMs).toBe(50);
    const periods = highLatencyPeriods.periods.map((one: any) => [one.periodStart, one.apiCallsTotal, one.latencyMs]);
    const within = (ms: number) => expect.closeTo(ms, -Math.log10(ms / 50));
    expect(periods).toEqual([
      [at(4, 14), 4, within(900)],
      [at(1, 15), 2, within(100)],
      [at(3, 15), 4, within(100)],
    ]);
    expect((await auditor.ask(SLOW, { ...HOURS, aboveMs: 50, first: 1 })).highLatencyPeriods.periods).toHaveLength(1);
  });

  it('are those above twice what the stretch comes to, when no limit is named', async () => {
    const { highLatencyPeriods } = await auditor.ask(SLOW, { ...HOURS, by: 'avg' });
    expect(highLatencyPeriods).toEqual({
      thresholdMs: 840,
      usualMs: 420,
      periods: [{ periodStart: at(4, 14), apiCallsTotal: 4, latencyMs: 900 }],
    });
    const quiet = { ...HOURS, from: '2026-02-10T00:00:00.000Z', to: '2026-02-11T00:00:00.000Z' };
    const none = { thresholdMs: null, usualMs: null, periods: [] };
    expect((await auditor.ask(SLOW, quiet)).highLatencyPeriods).toEqual(none);
  });

  it('are not told by nobody knows what, nor to everybody', async () => {
    expect(await codeOf(auditor, SLOW, { ...HOURS, first: 0 })).toBe('BAD_USER_INPUT');
    expect(await codeOf(auditor, SLOW, { ...HOURS, aboveMs: -1 })).toBe('BAD_USER_INPUT');
    expect(await codeOf(await world.as('ae'), SLOW, HOURS)).toBe('FORBIDDEN');
  });
});

describe('operators', () => {
  const CONSUMERS = `query($metric: UsageMetricName, $first: Int) {
    topConsumers(metric: $metric, first: $first) { tenantId plan total { apiCallsTotal totalTokensUsed } } }`;
  const EXCEEDING = `query($window: QuotaWindow) {
    tenantsExceedingQuota(window: $window) { tenantId plan quotas { quota limit used } } }`;

  it('see who used most, by a metric and as many as they ask for, with a receipt of the look', async () => {
    const { topConsumers } = await olga.ask(CONSUMERS, { metric: 'api_calls', first: 100 });
    expect(topConsumers).toContainEqual({
      tenantId,
      plan: 'trial',
      total: { apiCallsTotal: 10, totalTokensUsed: 105 },
    });
    const calls = topConsumers.map(({ total }: any) => total.apiCallsTotal);
    expect(calls).toEqual([...calls].sort((a, b) => b - a));
    expect((await olga.ask(CONSUMERS, { first: 1 })).topConsumers).toHaveLength(1);
    expect(await codeOf(olga, CONSUMERS, { first: 101 })).toBe('BAD_USER_INPUT');
    const looks = await receiptsOf(operators, 'ACCESS_TENANT');
    expect(looks.at(-1)?.business).toMatchObject({ tenants: 'ALL', route: 'Query.topConsumers' });
  });

  it('see who has nothing left of a quota, of all or of one window', async () => {
    // Each world counts in a Redis of its own: what its API is asked for is counted there.
    await operators.composition.quotas.check(tenantId, { subject: {}, amounts: { embeddings: 50 }, mode: 'consume' });
    const ours = async (window: string | null) =>
      (await olga.ask(EXCEEDING, { window })).tenantsExceedingQuota.filter((one: any) => one.tenantId === tenantId);
    const quotas = [{ quota: 'embeddings_per_day', limit: 50, used: 50 }];
    expect(await ours(null)).toEqual([{ tenantId, plan: 'trial', quotas }]);
    expect(await ours('DAY')).toEqual([{ tenantId, plan: 'trial', quotas }]);
    expect(await ours('MONTH')).toEqual([]);
  });

  it.each([CONSUMERS, EXCEEDING])('are the only ones who may ask: %s', async (query) => {
    expect(await codeOf(await world.as('admin'), query)).toBe('FORBIDDEN');
    expect(await codeOf(world.anyone(), query)).toBe('UNAUTHENTICATED');
  });
});
