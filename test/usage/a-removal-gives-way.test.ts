import { describe, expect, it } from '@jest/globals';
import { liftLegalHold, placeLegalHold } from '../../src/evidence/index.js';
import type { Graph } from '../../src/kernel/graph.js';
import { removeExpired, rollUpUsage, usageTotal } from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';
import { eventsThere, removals } from './expired.js';

const world = await createWorld();
const { composition, tenantId } = world;
const key = await keyOf(world, ['events:write', 'audit:write']);
const SPRING = { from: '2026-03-01T05:00:00.000Z', to: '2027-03-01T05:00:00.000Z' };
const figures = () => usageTotal(composition, tenantId, SPRING);
const remove = async () => (await removeExpired(composition, tenantId)).removed;
const expired = (rule: string, told: Awaited<ReturnType<typeof removals>>) =>
  told.flat().reduce((sum, one) => sum + (one.rule === rule ? one.removed : 0), 0);

/** Events of an hour that is gone when they are removed, summed up and sealed. */
async function expire(count: number, rest: object = {}): Promise<void> {
  for (let sent = 0; sent < count; sent += 400) {
    const call = () => event('api_call', { metadata: { tokens: 3, latency_ms: 12 }, ...rest });
    await post(world, key, Array.from({ length: Math.min(400, count - sent) }, call));
  }
  await rollUpUsage(composition, tenantId);
  world.clock.advance({ days: 31 });
  await world.settle();
}

async function hold(scope: 'tenant' | 'user' | 'workflow', ref: string | null = null): Promise<() => Promise<void>> {
  const input = { scope, ref, reason: 'LITIGATION' };
  const placed = await placeLegalHold(composition, world.caller('admin'), input);
  if (placed.__typename !== 'LegalHoldPlaced') throw new Error(JSON.stringify(placed));
  return async () => {
    await liftLegalHold(composition, world.caller('admin'), { holdId: placed.holdId });
  };
}

/** The same, told after each transaction that removed something. */
function toldOfEach(then: () => Promise<void>): typeof composition {
  const transact: Graph['transact'] = async (body, askedAt) => {
    let isRemoval = false;
    const value = await composition.graph.transact(async (tx) => {
      const done = await body(tx);
      isRemoval = done.commit;
      return done;
    }, askedAt);
    if (isRemoval) await then();
    return value;
  };
  const { graph } = composition;
  return { ...composition, graph: { read: graph.read.bind(graph), transact } as unknown as Graph };
}

describe('a removal', () => {
  it('that runs three times at once removes and tells of each event once', async () => {
    await expire(2_300);
    const before = await figures();
    const removed = await Promise.all([remove(), remove(), remove()]);
    expect(removed.reduce((sum, one) => sum + one)).toBe(2_300);
    expect(expired('metered_event_days', await removals(world))).toBe(2_300);
    expect([await eventsThere(world), await figures()]).toEqual([{ whole: 0, known: 2_300 }, before]);
  }, 90_000);

  it('ends with the transaction under way when a hold of the tenant is placed in the middle of it, and says what it had removed', async () => {
    await expire(1_200);
    const before = (await removals(world)).length;
    let lift: (() => Promise<void>) | null = null;
    const interrupted = toldOfEach(async () => {
      lift ??= await hold('tenant');
    });
    expect((await removeExpired(interrupted, tenantId)).removed).toBe(1_000);
    expect((await removals(world)).slice(before)).toEqual([
      [expect.objectContaining({ rule: 'metered_event_days', removed: 1_000 })],
    ]);
    expect([await remove(), await eventsThere(world)]).toEqual([0, { whole: 200, known: 3_500 }]);
    await (lift as unknown as () => Promise<void>)();
    // Those of the first removal are 62 days old by now: nothing of then is taken any more.
    expect([await remove(), await eventsThere(world)]).toEqual([2_500, { whole: 0, known: 1_200 }]);
  }, 90_000);

  it('passes over events of a person, of a batch and reports about a person that are held', async () => {
    const of = { user_id: world.id('ae') };
    await post(world, key, [event('search', of), event('create_hotel_attempt', of), event('create_hotel_attempt')]);
    const reported = ['ae', 'admin'].map((who) => ({
      ...{
        external_id: who,
        source: 'widget',
        event_type: 'kb_uploaded',
        actor_type: 'admin',
        actor_id: world.id(who),
      },
      new_values: { file_name: 'a.pdf' },
    }));
    const about = { external_id: 'about', source: 'widget', event_type: 'member_removed', actor_type: 'system' };
    const json = [...reported, { ...about, entity_type: 'user', entity_id: world.id('ae') }];
    await world.anyone(key).http('POST', '/v1/audit', { json });
    await expire(3);
    const batches = await world.cypher<{ id: string }>(
      'MATCH (e:Event {tenantId: $tenantId}) WHERE e.batchId IS NOT NULL RETURN DISTINCT "batch:" + e.batchId AS id',
    );
    world.clock.advance({ days: 700 });
    const lifts = [await hold('user', world.id('ae')), await hold('workflow', batches[0]?.id ?? '')];
    await rollUpUsage(composition, tenantId);
    await world.settle();
    await remove();
    expect([await eventsThere(world), await eventsThere(world, 'AuditEvent')]).toMatchObject([
      { whole: 3 },
      { whole: 2 },
    ]);
    await lifts[0]?.();
    await remove();
    expect([await eventsThere(world), await eventsThere(world, 'AuditEvent')]).toMatchObject([
      { whole: 2 },
      { whole: 0 },
    ]);
    await lifts[1]?.();
    await remove();
    expect(await eventsThere(world)).toMatchObject({ whole: 0 });
  }, 90_000);
});
