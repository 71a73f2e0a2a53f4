import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { reconcileUsage } from '../../src/usage/index.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();
const { composition, tenantId } = world;
const { url, prefix } = composition.config.redis;
const redis = new Redis(url);
afterAll(() => redis.disconnect());
const tokens = `${prefix}:quota:{${tenantId}}:tenant`;

const reconcile = () => reconcileUsage(composition, tenantId);
const months = () =>
  world.cypher<{ start: string; workspaceId: string; figures: number[] }>(
    `MATCH (m:MonthlyUsage {tenantId: $tenantId}) WHERE m.workspaceId IS NOT NULL
     RETURN m.start AS start, m.workspaceId AS workspaceId, [m.imports, m.exports, m.activeUsers] AS figures
     ORDER BY m.start, m.workspaceId`,
  );
const alter = (changes: string, workspaceId = '') =>
  world.cypher(`MATCH (m:MonthlyUsage {tenantId: $tenantId, workspaceId: '${workspaceId}'}) SET ${changes} RETURN 1`);

beforeAll(async () => {
  const events = [
    event('import_success', { metadata: { importJobId: 'i-1' } }),
    event('import_success', { metadata: { importJobId: 'i-2' } }),
    event('import_success', { metadata: { importJobId: 'i-3' }, workspace_id: 'w-1' }),
    event('export_success', { metadata: { exportId: 'x-1' }, occurred_at: '2026-02-28T12:00:00.000Z' }),
  ];
  expect((await post(world, key, events)).outcomes).toEqual(Array(4).fill('accepted'));
  await post(world, key, [event('seat_added', { external_id: 'taken-back' })]);
  await fetch(`${world.url}/v1/events/void`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events: [{ source: 'app', external_id: 'taken-back' }] }),
  });
  const admin = await world.as('admin');
  expect((await admin.http('GET', '/api/admin/entitlements/export')).status).toBe(200);
  await composition.quotas.check(tenantId, { subject: {}, amounts: { tokens: 500 }, mode: 'consume' });
});

describe('reconciliation', () => {
  it('finds nothing where counters are what they count: events, own exports, and seats with which the tenant began', async () => {
    const before = await months();
    expect(before).toMatchObject([
      { workspaceId: '', figures: [0, 1, 0] },
      { workspaceId: '', figures: [2, 1, 12] },
      { workspaceId: 'w-1', figures: [1, 0, 0] },
    ]);
    expect(await reconcile()).toMatchObject({ checked: 4, corrected: 0 });
    expect(await months()).toEqual(before);
    expect(await receiptsOf(world, 'CORRECT_USAGE')).toEqual([]);
  });

  it('finds counters altered by hand in the graph and in Redis, corrects and receipts each, and says so', async () => {
    const before = await months();
    await alter('m.imports = 0, m.activeUsers = m.activeUsers + 30');
    await redis.hset(tokens, 'tokens_per_day/day/tokens', 1);
    expect(await reconcile()).toMatchObject({ corrected: 4 });
    expect(await months()).toEqual(before);
    const [march] = before.filter(({ figures }) => figures[0] === 2);
    expect((await receiptsOf(world, 'CORRECT_USAGE')).map(({ business }) => business)).toMatchObject([
      { counter: 'activeUsers', month: '2026-02-01T05:00:00.000Z', before: 30, after: 0, difference: -30 },
      { counter: 'imports', workspace_id: null, month: march?.start, before: 0, after: 2, difference: 2 },
      { counter: 'activeUsers', before: 42, after: 12, difference: -30, reason: 'NOT_WHAT_IT_COUNTS' },
    ]);
    expect((await receiptsOf(world, 'CORRECT_QUOTA')).map(({ business }) => business)).toMatchObject([
      { counter: 'tokens_per_day/day/tokens', before: 1, after: 500, difference: 499, reason: 'COUNTER_ALTERED' },
    ]);
    const query = `{ reconciliations(first: 1) { edges { node { monthsChecked quotasChecked graphDrift redisDrift
      corrections { store counter subject before after difference reason } } } } }`;
    const { reconciliations } = await (await world.as('auditor')).ask(query);
    const [{ node }] = reconciliations.edges;
    expect([node]).toMatchObject([{ monthsChecked: 3, quotasChecked: 1, graphDrift: 62, redisDrift: 499 }]);
    expect(node.corrections).toHaveLength(4);
    expect(node.corrections).toContainEqual({
      ...{
        store: 'redis',
        counter: 'tokens_per_day/day/tokens',
        subject: null,
        before: 1,
        after: 500,
        difference: 499,
      },
      reason: 'COUNTER_ALTERED',
    });
    expect((await (await world.as('ae')).graphql(query)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(composition.reconciliationFigures.drift).toEqual({ graph: 62, redis: 499, buckets: 0 });
    expect(composition.reconciliationFigures.corrections).toEqual({ graph: 2, redis: 1, buckets: 0 });
    const [status] = (await composition.quotas.status(tenantId, {})).filter(({ quota }) => quota === 'tokens_per_day');
    expect(status?.used).toBe(500);
    expect(await reconcile()).toMatchObject({ corrected: 0 });
    expect(composition.reconciliationFigures.drift).toEqual({ graph: 0, redis: 0, buckets: 0 });
  });

  it('makes a month that was deleted by hand anew', async () => {
    const before = await months();
    await world.cypher("MATCH (m:MonthlyUsage {tenantId: $tenantId, workspaceId: 'w-1'}) DETACH DELETE m RETURN 1");
    expect(await reconcile()).toMatchObject({ corrected: 1 });
    expect(await months()).toEqual(before);
  });

  it('corrects once though it runs twice at once, while others count', async () => {
    const before = (await months()).find(({ workspaceId }) => workspaceId === 'w-1');
    await alter('m.exports = 9', 'w-1');
    const told = (await receiptsOf(world, 'CORRECT_USAGE')).length;
    const counting = Array.from({ length: 8 }, (_, n) =>
      post(world, key, [event('import_success', { metadata: { importJobId: `more-${n}` }, workspace_id: 'w-1' })]),
    );
    await Promise.all([reconcile(), reconcile(), ...counting]);
    expect((await receiptsOf(world, 'CORRECT_USAGE')).length - told).toBe(1);
    const after = (await months()).find(({ workspaceId }) => workspaceId === 'w-1');
    expect(after?.figures).toEqual([(before?.figures[0] ?? 0) + 8, 0, 0]);
    expect(await reconcile()).toMatchObject({ corrected: 0 });
  });

  it('looks at a month that is over once, and again when its counter moved', async () => {
    world.clock.advance({ days: 100 });
    await reconcile();
    const { checked } = await reconcile();
    expect(checked).toBeLessThan(3);
    await alter('m.exports = m.exports + 5', 'w-1');
    expect(await reconcile()).toMatchObject({ corrected: 1 });
    expect(await months()).toContainEqual(expect.objectContaining({ workspaceId: 'w-1', figures: [9, 0, 0] }));
  });
});
