import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OPERATIONS } from '../../schema/openapi.js';
import { tenantUsage } from '../../src/usage/index.js';
import { sweepOnly } from '../kit/own-tenant.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';
import { eventsThere } from './expired.js';

const SECRET = 'a secret of this test alone';
const world = await createWorld({ environment: { CRON_SECRET: SECRET } });
const closed = await createWorld();

sweepOnly(world.composition.graph, world.tenantId);

const ROUTES = ['/api/admin/metrics/aggregate', '/api/cron/usage-rollup'];

const call = async (path: string, headers: Record<string, string> = { 'x-cron-secret': SECRET }, url = world.url) => {
  const response = await fetch(`${url}${path}`, { method: 'POST', headers });
  return { status: response.status, body: (await response.json()) as any };
};
const asTold = (path: string) => {
  const told = OPERATIONS.find((one) => one.path === path)?.answers[200]?.schema ?? {};
  return new Ajv2020({ strict: false, validateFormats: false }).compile(told);
};
const months = (changes: string) =>
  world.cypher(`MATCH (m:MonthlyUsage {tenantId: $tenantId, workspaceId: ''}) ${changes} RETURN m.imports AS imports`);
const count = async (step: string) =>
  (await world.cypher('MATCH (r:Receipt {tenantId: $tenantId, step: $step}) RETURN r.id AS id', { step })).length;

describe('a scheduler outside', () => {
  it('has usage summed up (R4), and is told so with the instant', async () => {
    const key = await keyOf(world, ['events:write']);
    await post(world, key, [event('api_call', { metadata: { tokens: 20 } })]);
    const { status, body } = await call(ROUTES[0] as string);
    expect(body).toMatchObject({ success: true, timestamp: '2026-03-04T15:00:00.000Z', failed: 0 });
    expect([status, asTold(ROUTES[0] as string)(body)]).toEqual([200, true]);
    const day = { from: '2026-03-04T05:00:00.000Z', to: '2026-03-05T05:00:00.000Z' };
    const usage = await tenantUsage(world.composition, world.tenantId, { grain: 'day', ...day });
    expect(usage.total).toMatchObject({ apiCallsTotal: 1, totalTokensUsed: 20 });
  }, 90_000);

  it('has counters reconciled (R2); twice at once corrects once', async () => {
    await months('SET m.imports = 7');
    const [one, two] = await Promise.all([1, 2].map(() => call(ROUTES[1] as string)));
    expect([one?.status, two?.status]).toEqual([200, 200]);
    expect([one?.body.success, asTold(ROUTES[1] as string)(one?.body)]).toEqual([true, true]);
    expect(one?.body.corrected).toBeGreaterThanOrEqual(1);
    expect(await months('')).toEqual([{ imports: 0 }]);
    expect([await count('CORRECT_USAGE'), await count('RECONCILE_USAGE')]).toEqual([1, 1]);
    expect((await call(ROUTES[1] as string)).body.success).toBe(true);
    expect([await count('CORRECT_USAGE'), await count('RECONCILE_USAGE')]).toEqual([1, 2]);
  });

  it.each(ROUTES)(
    'gets nothing of %s without the secret, with a wrong one, twice, or one that begins like it',
    async (path) => {
      const before = [await count('RECONCILE_USAGE'), await count('ROLL_UP_USAGE')];
      const wrong = [
        '',
        'wrong',
        'wrong',
        `${SECRET} `.trimEnd().slice(0, -1),
        `${SECRET}x`,
        SECRET.toUpperCase(),
        `${SECRET}, ${SECRET}`,
      ];
      for (const shown of wrong) {
        const { status, body } = await call(path, { 'x-cron-secret': shown });
        expect([status, body.error.code]).toEqual([401, 'UNAUTHENTICATED']);
        expect(JSON.stringify(body)).not.toContain(SECRET);
      }
      expect((await call(path, {})).status).toBe(401);
      expect((await call(path, { authorization: `Bearer ${SECRET}` })).status).toBe(401);
      expect(
        (await fetch(`${world.url}${path}?x-cron-secret=${encodeURIComponent(SECRET)}`, { method: 'POST' })).status,
      ).toBe(401);
      expect([await count('RECONCILE_USAGE'), await count('ROLL_UP_USAGE')]).toEqual(before);
    },
  );

  it.each(ROUTES)('finds no %s where no secret is set', async (path) => {
    expect((await call(path, { 'x-cron-secret': '' }, closed.url)).status).toBe(404);
    expect((await call(path, { 'x-cron-secret': 'undefined' }, closed.url)).status).toBe(404);
  });

  it('has events removed that have had their time (R4): what they came to stays', async () => {
    await world.settle();
    expect(await eventsThere(world)).toEqual({ whole: 1, known: 1 });
    world.clock.advance({ days: 31 });
    expect((await call(ROUTES[0] as string)).body).toMatchObject({ success: true, removed: 1 });
    expect((await eventsThere(world)).whole).toBe(0);
    const march = { grain: 'month' as const, from: '2026-03-01T05:00:00.000Z', to: '2026-04-01T04:00:00.000Z' };
    const usage = await tenantUsage(world.composition, world.tenantId, march);
    expect(usage.total).toMatchObject({ apiCallsTotal: 1, totalTokensUsed: 20 });
  });
});
