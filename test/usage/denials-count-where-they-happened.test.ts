import { describe, expect, it } from '@jest/globals';
import {
  DegradedQuotas,
  DenialIds,
  JournalKeeper,
  type QuotaNews,
  type Quotas,
  type QuotaTerms,
  tellQuotas,
} from '../../src/entitlements/index.js';
import { rollUpUsage, tenantUsage, type UsageAsked } from '../../src/usage/index.js';
import { get } from '../entitlements/admin-door.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';

const world = await createWorld({ plan: 'trial' });
const { composition, tenantId, clock } = world;
const key = await keyOf(world, ['events:write']);
const MARCH = { from: '2026-03-01T05:00:00.000Z', to: '2026-04-01T04:00:00.000Z' };

async function denials(grain: UsageAsked['grain'], workspaceId: string | null = null) {
  const { periods, total } = await tenantUsage(composition, tenantId, { grain, ...MARCH, workspaceId });
  const counts = periods.map(({ periodStart, quotaExceededCount }) => [periodStart, quotaExceededCount]);
  expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(total.quotaExceededCount);
  return counts;
}

/** What receipts say was denied: the first of each, counts of others, and whole pages of what was decided without Redis. */
async function toldByReceipts(): Promise<number> {
  const rows = await world.cypher<{ step: string; business: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId})-[:HAS_PAYLOAD]->(p:BusinessPayload)
     WHERE r.step IN ['DENY_QUOTA', 'COUNT_QUOTA_DENIALS', 'JOURNAL_QUOTAS'] AND r.createdAt > ''
     RETURN r.step AS step, p.content AS business`,
  );
  return rows
    .map(({ step, business }) => ({ step, ...JSON.parse(business) }))
    .reduce((sum, { step, degraded, denials: more, denied }) => {
      if (step === 'DENY_QUOTA') return sum + (degraded ? 0 : 1);
      return sum + (step === 'COUNT_QUOTA_DENIALS' ? more : denied);
    }, 0);
}

const refuse = async (times: number) => {
  for (let n = 0; n < times; n++) {
    const checked = await composition.quotas.check(tenantId, {
      subject: {},
      amounts: { tokens: 10_001 },
      mode: 'consume',
    });
    expect(checked).toMatchObject({ allowed: false });
  }
};
const tellAndRollUp = async () => {
  await tellQuotas(composition, tenantId);
  await rollUpUsage(composition, tenantId);
};

describe('checks that a quota denied', () => {
  it('are counted in the hour, day and month in which they were, as often as receipts say', async () => {
    await refuse(4);
    await tellAndRollUp();
    expect(await denials('hour')).toEqual([['2026-03-04T15:00:00.000Z', 4]]);
    expect(await denials('day')).toEqual([['2026-03-04T05:00:00.000Z', 4]]);
    expect(await denials('month')).toEqual([['2026-03-01T05:00:00.000Z', 4]]);
    expect(await toldByReceipts()).toBe(4);
  });

  it('belong to the day whose quota they were denied by, though they are told after its end', async () => {
    clock.set('2026-03-05T04:59:50.000Z');
    await refuse(3);
    clock.set('2026-03-05T05:00:40.000Z');
    await tellAndRollUp();
    expect(await denials('day')).toEqual([['2026-03-04T05:00:00.000Z', 7]]);
    expect((await denials('hour')).at(-1)).toEqual(['2026-03-05T04:00:00.000Z', 3]);
  });

  it('are counted for the workspace whose quota it was, and not for one that has another level', async () => {
    const one = {
      ...{ quota: 'tokens_per_day', meter: 'tokens', window: 'day' as const, limit: 10, used: 10, requested: 0 },
      ...{ kind: 'denied_more' as const, windowStart: null, windowEnd: null, planVersion: 'v1' },
      ...{ at: '2026-03-05T10:07:00.000Z' },
    };
    const left: QuotaNews[] = [
      { ...one, id: 'a', level: 'workspace', subject: 'w1', amount: 5 },
      { ...one, id: 'b', level: 'workspace', subject: '*', amount: 2 },
      { ...one, id: 'c', level: 'user', subject: 'w1', amount: 1 },
    ];
    const quotas = { news: async () => left, forgetNews: async () => left.splice(0) } as unknown as Quotas;
    await tellQuotas({ ...composition, quotas }, tenantId);
    await rollUpUsage(composition, tenantId);
    expect(await denials('hour', 'w1')).toEqual([['2026-03-05T10:00:00.000Z', 5]]);
    expect(await denials('hour', '*')).toEqual([]);
    expect((await denials('hour')).at(-1)).toEqual(['2026-03-05T10:00:00.000Z', 8]);
    expect(await toldByReceipts()).toBe(15);
  });

  it('are counted where they were decided without Redis, each once', async () => {
    clock.set('2026-03-05T12:01:00.000Z');
    const denialIds = new DenialIds('00'.repeat(32));
    const degraded = new DegradedQuotas({ clock, masterSecret: '11'.repeat(32), denialIds });
    const quotas = { settle: async () => undefined } as unknown as Quotas;
    const keeper = new JournalKeeper({ ...composition, quotas }, degraded);
    const terms: QuotaTerms = {
      ...{ tenantId, plan: 'trial', version: 'v1', zone: 'UTC', monthBegins: 1, grants: [] },
      ...{ announceAt: [10_000], nearLimit: 8_000, withoutRedis: 'open' },
      quotas: [{ name: 'a_day', meter: 'tokens', window: 'day', level: 'workspace', limit: 100, enforcement: 'hard' }],
    };
    const request = { subject: { workspaceId: 'w2' }, amounts: { tokens: 101 }, mode: 'consume' as const };
    for (let n = 0; n < 3; n++) degraded.decide(terms, request, clock.now(), null);
    await keeper.run();
    for (let n = 0; n < 2; n++) degraded.decide(terms, request, clock.now(), null);
    await keeper.close();
    await rollUpUsage(composition, tenantId);
    expect(await denials('hour', 'w2')).toEqual([['2026-03-05T12:00:00.000Z', 5]]);
    expect((await denials('hour')).at(-1)).toEqual(['2026-03-05T12:00:00.000Z', 5]);
    expect(await toldByReceipts()).toBe(20);
  });

  it('stay when the payloads of their receipts are gone and their quarter hours are summed up again', async () => {
    await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, resourceType: 'Quota'})-[:HAS_PAYLOAD]->(p) WHERE r.createdAt > '' DETACH DELETE p`,
    );
    const calls = ['2026-03-04T15:00:01.000Z', '2026-03-05T10:07:00.000Z'].map((occurred_at) =>
      event('api_call', { occurred_at, workspace_id: 'w1', metadata: {} }),
    );
    await post(world, key, calls);
    await rollUpUsage(composition, tenantId);
    expect((await denials('month')).map(([, count]) => count)).toEqual([20]);
    expect((await denials('hour', 'w1')).at(-1)).toEqual(['2026-03-05T10:00:00.000Z', 5]);
  });

  it('are shown over GraphQL and by the route, under the name that is asked for', async () => {
    const auditor = await world.as('auditor');
    const asked = `{ tenantUsage(grain: month, from: "${MARCH.from}", to: "${MARCH.to}") {
      periods { quotaExceededCount } total { quotaExceededCount } } }`;
    const counted = { quotaExceededCount: 20 };
    expect((await auditor.ask(asked)).tenantUsage).toEqual({ periods: [counted], total: counted });
    const { body } = await get(auditor, 'usage?period=monthly');
    expect(body.usage).toMatchObject([{ quota_exceeded_count: 20 }]);
  });
});
