import { beforeAll, describe, expect, it } from '@jest/globals';
import { rollUpUsage } from '../../src/usage/index.js';
import { get, OPERATORS } from '../entitlements/admin-door.js';
import { CONFIG, createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';

/** In the night before, clocks went forward in Berlin. */
const start = '2026-03-29T20:00:00.000Z';
const world = await createWorld({ config: CONFIG.replace('America/New_York', 'Europe/Berlin'), start });
const operators = await createWorld({ ...OPERATORS, start });
const { tenantId } = world;

/** In Berlin: the evening of the 28th, and the first and the last half hour of the 29th, which has 23 hours. */
const CALLS = ['2026-03-28T22:30:00.000Z', '2026-03-28T23:30:00.000Z', '2026-03-29T19:30:00.000Z'];
const THE_29TH = { period_start: '2026-03-28T23:00:00.000Z', period_end: '2026-03-29T22:00:00.000Z' };

beforeAll(async () => {
  const key = await keyOf(world, ['events:write']);
  await post(
    world,
    key,
    CALLS.map((at) => event('api_call', { occurred_at: at })),
  );
  await rollUpUsage(world.composition, tenantId);
});

describe('usage of a date', () => {
  it("is that of the day in the tenant's zone, which is no day of UTC", async () => {
    const auditor = await world.as('auditor');
    const usage = async (query: string) => (await get(auditor, `usage?${query}`)).body.usage;
    const dated = await usage('startDate=2026-03-29&endDate=2026-03-30');
    expect(dated).toMatchObject([{ ...THE_29TH, api_calls_total: 2 }]);
    expect(await usage('startDate=2026-03-29')).toEqual(dated);
    expect(await usage('startDate=2026-03-28T23:00:00Z&endDate=2026-03-29T22:00:00Z')).toEqual(dated);
    expect(await usage('startDate=2026-03-29T00:00:00Z&endDate=2026-03-30T00:00:00Z')).toEqual([]);
    const { status, body } = await get(auditor, 'usage?startDate=2026-03-30');
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('endDate')]);
  });

  it('of all tenants is that of the day of each', async () => {
    const olga = await operators.as('olga');
    const used = async (query: string) => {
      const { body } = await get(olga, `usage?metric=api_calls&${query}`);
      return [
        body.startDate,
        body.topConsumers.find((one: { tenant_id: string }) => one.tenant_id === tenantId)?.api_calls,
      ];
    };
    expect(await used('startDate=2026-03-29&endDate=2026-03-30')).toEqual(['2026-03-29', 2]);
    expect(await used('startDate=2026-03-29T00:00:00Z&endDate=2026-03-30T00:00:00Z')).toEqual([
      '2026-03-29T00:00:00.000Z',
      1,
    ]);
  });
});
