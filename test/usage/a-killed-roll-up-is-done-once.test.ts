import { describe, expect, it } from '@jest/globals';
import { rollUpUsage, usageMetrics } from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';
import { ProductProcess } from '../resilience/processes.js';
import { event, keyOf, post } from './events.js';

const world = await createWorld();
const key = await keyOf(world, ['events:write']);
const { composition, tenantId } = world;
const FEBRUARY = { from: '2026-02-01T05:00:00.000Z', to: '2026-03-01T05:00:00.000Z' };
const PLACES = [
  'before the marks are settled',
  'before events are read',
  'before it writes',
  'in the middle of writing',
  'right after it wrote',
];

/** API calls by hour, day and month, and tokens as a meter: each grain has all of them. */
async function grains(): Promise<unknown[]> {
  const meters = { names: ['tokens'], mostGroups: 0 };
  return Promise.all(
    (['hour', 'day', 'month'] as const).map(async (grain) => {
      const periods = await usageMetrics(composition, tenantId, { grain, ...FEBRUARY, meters });
      const tokens = periods.reduce((sum, period) => sum + Number(period.meters[0]?.value ?? 0), 0);
      return [periods.reduce((sum, { apiCallsTotal }) => sum + apiCallsTotal, 0), tokens];
    }),
  );
}

describe('a roll-up', () => {
  it.each(PLACES)(
    'that is killed %s is done by the next worker, once',
    async (place) => {
      const n = PLACES.indexOf(place) + 1;
      const call = { workspace_id: 'w1', occurred_at: '2026-02-12T10:00:01.000Z', metadata: { tokens: 7 } };
      expect((await post(world, key, [event('api_call', call)])).outcomes).toEqual(['accepted']);
      const worker = ProductProcess.start('../usage/worker-that-rolls-up.mjs', {}, [tenantId, place]);
      await worker.says(`at ${place}`);
      worker.tell('SIGKILL');
      expect(await worker.ended).toMatchObject({ signal: 'SIGKILL' });
      await rollUpUsage(composition, tenantId);
      expect(await grains()).toEqual(Array(3).fill([n, 7 * n]));
      const [left] = await world.cypher<{ n: number }>(
        'MATCH (m:IngestMark {tenantId: $tenantId}) RETURN count(m) AS n',
      );
      expect(Number(left?.n)).toBe(0);
    },
    60_000,
  );
});
