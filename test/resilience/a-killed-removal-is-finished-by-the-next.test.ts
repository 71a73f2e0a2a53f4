import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createJobProducer, defineJob, jobIdOf } from '../../jobs/runtime/index.js';
import { rollUpUsage, usageTotal } from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from '../usage/events.js';
import { eventsThere, removals } from '../usage/expired.js';
import { ProductProcess } from './processes.js';

const world = await createWorld();
const key = await keyOf(world, ['events:write']);
const { redis } = world.composition.config;
// A queue of its own: the product's worker of this world takes what is in the product's.
const job = defineJob({
  name: 'remove-of-one',
  queue: 'removals-of-one',
  payload: z.object({}),
  run: async () => undefined,
});

/** More than one transaction takes. */
const EVENTS = 1_200;
const AT_ONCE = 400;

async function sendAndSumUp(): Promise<void> {
  const call = () => event('api_call', { metadata: { tokens: 3, latency_ms: 12 } });
  for (let sent = 0; sent < EVENTS; sent += AT_ONCE) {
    const { outcomes } = await post(world, key, Array.from({ length: AT_ONCE }, call));
    expect(outcomes?.every((outcome) => outcome === 'accepted')).toBe(true);
  }
  await rollUpUsage(world.composition, world.tenantId);
  await world.settle();
}
const figures = () =>
  usageTotal(world.composition, world.tenantId, { from: '2026-03-01T05:00:00.000Z', to: '2026-12-01T05:00:00.000Z' });

describe('a worker that is killed in the middle of a removal', () => {
  it.each([
    ['before-commit', EVENTS],
    ['after-commit', EVENTS - 1_000],
    ['before-receipt', 0],
  ])(
    '%s leaves no event half removed, and the next one finishes and tells of all',
    async (place, left) => {
      await sendAndSumUp();
      const before = [await figures(), (await removals(world)).length] as const;
      world.clock.advance({ days: 31 });
      const start = (where: string) =>
        ProductProcess.start('./retention-worker.mjs', { REDIS_PREFIX: redis.prefix }, [
          ...[world.tenantId, String(world.clock.now()), where],
        ]);
      const producer = createJobProducer({ redisUrl: redis.url, prefix: redis.prefix, logger: world.composition.log });
      await producer.enqueue(job, {}, { jobId: jobIdOf('retention', place) });
      const first = start(place);
      await first.says('there');
      first.tell('SIGKILL');
      expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
      expect([await eventsThere(world), (await removals(world)).length]).toMatchObject([{ whole: left }, before[1]]);

      const second = start('nowhere');
      await second.says('removed');
      expect(await eventsThere(world)).toMatchObject({ whole: 0 });
      const told = (await removals(world)).slice(before[1]);
      expect(told).toHaveLength(1);
      expect(told[0]?.filter(({ rule }) => rule === 'metered_event_days')).toEqual([
        expect.objectContaining({ removed: EVENTS, days: 30 }),
      ]);
      expect(await figures()).toEqual(before[0]);
      expect(await world.cypher('MATCH (r:RetentionRun {tenantId: $tenantId}) RETURN r')).toEqual([]);
      second.tell('SIGTERM');
      expect(await second.ended).toMatchObject({ code: 0 });
      await producer.close();
    },
    120_000,
  );
});
