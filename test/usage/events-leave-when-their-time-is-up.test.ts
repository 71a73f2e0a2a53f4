import { describe, expect, it } from '@jest/globals';
import { removeExpired, rollUpUsage, type UsageAsked, usageMetrics, usageTotal } from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';
import { eventsThere, removals, sealAndRemove } from './expired.js';

async function usageWorld() {
  const world = await createWorld();
  const key = await keyOf(world, ['events:write']);
  const { composition, tenantId } = world;
  const period = { from: '2026-02-01T05:00:00.000Z', to: '2026-04-01T04:00:00.000Z' };
  // Months are closed meanwhile: that is no figure.
  const read = async (grain: UsageAsked['grain']) =>
    (await usageMetrics(composition, tenantId, { grain, ...period })).map(({ closedAt, ...figures }) => figures);
  return {
    world,
    send: (events: object[]) => post(world, key, events),
    rollUp: () => rollUpUsage(composition, tenantId),
    figures: async () => [
      await read('hour'),
      await read('day'),
      await read('month'),
      await usageTotal(composition, tenantId, period),
      await usageTotal(composition, tenantId, { ...period, workspaceId: 'w1' }),
    ],
    voided: async (events: { source: string; external_id: string }[]) =>
      (await world.as('admin')).mutate(
        'voidEvents',
        { events: events.map(({ source, external_id }) => ({ source, externalId: external_id })) },
        '... on EventsVoided { voided alreadyVoid removed notFound }',
      ),
  };
}

/** One for each: what leaves is all that there is. */
const worlds = [
  await usageWorld(),
  await usageWorld(),
  await usageWorld(),
  await usageWorld(),
  await usageWorld(),
  await usageWorld(),
];
const nextWorld = () => worlds.shift() as (typeof worlds)[number];

const call = (at: string, tokens = 10, more: object = {}) =>
  event('api_call', { occurred_at: at, workspace_id: 'w1', metadata: { tokens, latency_ms: tokens }, ...more });

describe('a metered event whose time is up', () => {
  it('leaves, and every figure stays', async () => {
    const { world, send, rollUp, figures } = nextWorld();
    const calls = Array.from({ length: 40 }, (_, n) =>
      call(`2026-03-0${(n % 3) + 1}T0${n % 9}:1${n % 5}:00.000Z`, n + 1),
    );
    await send([...calls, event('search', { occurred_at: '2026-03-02T10:00:00.000Z', user_id: 'u1' })]);
    await rollUp();
    const before = await figures();
    world.clock.advance({ days: 30, ms: -1 });
    expect(await sealAndRemove(world)).toBe(0);
    expect(await removals(world)).toEqual([]);
    world.clock.advance({ ms: 2 });
    await send([call('2026-04-03T10:00:00.000Z')]);
    await rollUp();
    expect(await sealAndRemove(world)).toBe(41);
    expect(await eventsThere(world)).toEqual({ whole: 1, known: 42 });
    expect(await figures()).toEqual(before);
    expect(await removals(world)).toEqual([
      [{ rule: 'metered_event_days', days: 30, until: '2026-03-04T15:00:00.001Z', removed: 41 }],
    ]);
    const left = await world.cypher<{ names: string[] }>(
      'MATCH (e:Event {tenantId: $tenantId}) WHERE e.removedAt IS NOT NULL UNWIND keys(e) AS name RETURN collect(DISTINCT name) AS names',
    );
    expect(left[0]?.names.sort()).toEqual([
      'contentSha256',
      'externalId',
      'happenedAt',
      'id',
      'removedAt',
      'source',
      'tenantId',
    ]);
    await rollUp();
    expect(await figures()).toEqual(before);
    expect(await sealAndRemove(world)).toBe(0);
  }, 60_000);

  it('is still a duplicate when it is sent again on day 34, void if it was, and its id in conflict with another content', async () => {
    const { world, send, rollUp, figures, voided } = nextWorld();
    const [one, void1] = [call('2026-03-04T14:00:00.000Z'), call('2026-03-04T14:00:00.000Z')];
    await send([one, void1]);
    await voided([void1]);
    await rollUp();
    const before = await figures();
    world.clock.advance({ days: 34 });
    expect(await sealAndRemove(world)).toBe(2);
    expect((await send([one, void1, { ...one, metadata: { tokens: 11 } }])).outcomes).toEqual([
      'duplicate',
      'void',
      'conflict',
    ]);
    await rollUp();
    expect(await figures()).toEqual(before);
  }, 60_000);

  it('is known until nothing that happened then would be taken, and a day longer', async () => {
    const { world, send, rollUp, figures } = nextWorld();
    const one = call('2026-03-04T15:00:00.000Z');
    await send([one]);
    await rollUp();
    const before = await figures();
    world.clock.advance({ days: 36 });
    await sealAndRemove(world);
    expect(await eventsThere(world)).toEqual({ whole: 0, known: 1 });
    expect((await send([one])).outcomes).toEqual(['rejected']);
    world.clock.advance({ ms: 1 });
    expect(await sealAndRemove(world)).toBe(1);
    expect(await eventsThere(world)).toEqual({ whole: 0, known: 0 });
    expect((await send([one])).outcomes).toEqual(['rejected']);
    expect((await removals(world)).at(-1)).toEqual([
      { rule: 'metered_days_back', days: 36, until: '2026-03-04T15:00:00.001Z', removed: 1 },
    ]);
    await rollUp();
    expect(await figures()).toEqual(before);
  }, 60_000);

  it('can no more be voided, and whoever tries is told so', async () => {
    const { world, send, rollUp, figures, voided } = nextWorld();
    const [gone, there, stranger] = [call('2026-03-04T14:00:00.000Z'), call('2026-04-03T14:00:00.000Z'), call('')];
    await send([gone]);
    world.clock.advance({ days: 31 });
    await send([there]);
    await rollUp();
    expect(await sealAndRemove(world)).toBe(1);
    const before = await figures();
    expect(await voided([gone])).toMatchObject({ voided: 0, alreadyVoid: 0, removed: 1, notFound: 0 });
    await rollUp();
    expect(await figures()).toEqual(before);
    expect(await voided([gone, there, stranger])).toMatchObject({ voided: 1, alreadyVoid: 0, removed: 1, notFound: 1 });
    expect((await send([gone])).outcomes).toEqual(['duplicate']);
  }, 60_000);

  it('adds up with what comes late to its quarter hour', async () => {
    const { world, send, rollUp } = nextWorld();
    await send([call('2026-03-04T14:00:01.000Z'), call('2026-03-04T14:00:01.000Z')]);
    await rollUp();
    world.clock.advance({ days: 31 });
    expect(await sealAndRemove(world)).toBe(2);
    await send([call('2026-03-04T14:00:02.000Z', 900)]);
    await rollUp();
    const { composition, tenantId } = world;
    const march = { grain: 'month' as const, from: '2026-03-01T05:00:00.000Z', to: '2026-04-01T04:00:00.000Z' };
    expect(await usageMetrics(composition, tenantId, march)).toMatchObject([
      { apiCallsTotal: 3, totalTokensUsed: 920, peakPerSecond: 2 },
    ]);
  }, 60_000);

  it('stays while its quarter hour is not summed up, or its sums are not in the log', async () => {
    const { world, send, rollUp, figures } = nextWorld();
    await send([call('2026-03-04T14:00:00.000Z'), call('2026-03-04T10:00:00.000Z')]);
    world.clock.advance({ days: 31 });
    expect(await sealAndRemove(world)).toBe(0);
    await rollUp();
    const before = await figures();
    // Nobody seals: the roll-up waits for it, and gives up in the end.
    expect((await removeExpired(world.composition, world.tenantId)).removed).toBe(0);
    await world.settle();
    await send([call('2026-03-04T14:05:00.000Z')]);
    expect(await sealAndRemove(world)).toBe(1);
    expect(await figures()).toEqual(before);
    await rollUp();
    expect(await sealAndRemove(world)).toBe(1);
    expect((await figures())[3]).toMatchObject({ apiCallsTotal: 3 });
  }, 60_000);
});
