import { beforeAll, describe, expect, it } from '@jest/globals';
import { erasePerson } from '../../src/evidence/index.js';
import { listReconciliations, reconcileUsage, rollUpUsage } from '../../src/usage/index.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import { deny } from './denied.js';
import { event, eventWorld, post } from './events.js';
import { eventsThere, sealAndRemove } from './expired.js';

const { world, key } = await eventWorld();
const { composition, tenantId } = world;

const call = (at: string, tokens = 10, rest = {}) =>
  event('api_call', { occurred_at: at, workspace_id: 'w1', metadata: { tokens, latency_ms: tokens }, ...rest });
const send = async (events: ReturnType<typeof call>[]) =>
  expect((await post(world, key, events)).outcomes).toEqual(events.map(() => 'accepted'));
const rollUp = () => rollUpUsage(composition, tenantId);
const reconcile = () => reconcileUsage(composition, tenantId);
const told = async () => (await receiptsOf(world, 'CORRECT_USAGE_BUCKET')).map(({ business }) => business);

/** Everything that buckets say, but for how often they were written and what they were found to be. */
const buckets = async () =>
  world.cypher(
    `MATCH (b:UsageBucket {tenantId: $tenantId})
     RETURN b {.*, version: null, agreed: null} AS bucket ORDER BY b.grain, b.workspaceId, b.start`,
  );
const writes = async () => {
  const [row] = await world.cypher<{ n: number }>(
    'MATCH (b:UsageBucket {tenantId: $tenantId}) RETURN sum(b.version) AS n',
  );
  return Number(row?.n);
};
const alter = async (where: string, changes: string) => {
  const altered = await world.cypher(
    `MATCH (b:UsageBucket {tenantId: $tenantId}) WHERE ${where} ${changes} RETURN 1 AS one`,
  );
  expect(altered.length).toBeGreaterThan(0);
};

beforeAll(async () => {
  await send([
    call('2026-01-30T10:00:01.000Z'),
    call('2026-02-27T10:00:01.000Z', 20),
    call('2026-02-27T10:16:01.000Z', 30),
    call('2026-03-02T23:50:00.000Z', 40),
    call('2026-03-04T14:59:00.000Z', 50, { workspace_id: undefined }),
    call('2026-03-04T14:59:00.500Z', 60, { external_id: 'taken-back' }),
  ]);
  await deny(world, [{ at: '2026-03-04T14:50:00.000Z', workspace: 'w1', count: 3 }]);
  await rollUp();
  await (await world.as('admin')).mutate(
    'voidEvents',
    { events: [{ source: 'app', externalId: 'taken-back' }] },
    '... on EventsVoided { voided }',
  );
  await rollUp();
});

describe('what usage is summed up to', () => {
  it('is left alone where it is what it sums up, though events are void, late or gone', async () => {
    await reconcile();
    world.clock.set('2026-03-06T16:00:00.000Z');
    await rollUp();
    await send([call('2026-02-20T10:00:00.000Z', 70)]);
    const [before, written] = [await buckets(), await writes()];
    expect(await reconcile()).toMatchObject({ corrected: 0 });
    await rollUp();
    world.clock.set('2026-04-05T16:00:00.000Z');
    expect(await sealAndRemove(world)).toBeGreaterThan(0);
    expect((await eventsThere(world)).whole).toBe(1);
    const [gone, after] = [await buckets(), await writes()];
    expect(await reconcile()).toMatchObject({ corrected: 0 });
    expect(await told()).toEqual([]);
    expect([before.length, written]).not.toEqual([gone.length, after]);
    expect([await buckets(), await writes()]).toEqual([gone, after]);
  });

  describe('and altered by hand', () => {
    const at = '2026-04-03T14:30:00.000Z';
    beforeAll(async () => {
      await send([call(at, 80), call('2026-04-03T14:44:00.000Z', 90, { workspace_id: 'w2' })]);
      await rollUp();
      await reconcile();
    });
    const DAY = '2026-04-03T04:00:00.000Z';
    const MONTH = '2026-04-01T04:00:00.000Z';

    it.each([
      ['quarter', at, 'SET b.tokens = 7', [{ figure: 'tokens', before: 7, after: 80 }]],
      ['quarter', at, 'DELETE b', [{ figure: 'tokens', before: 0, after: 80 }]],
      ['hour', '2026-04-03T14:00:00.000Z', 'SET b.apiCalls = 9', [{ figure: 'apiCalls', before: 9, after: 1 }]],
      ['day', DAY, 'SET b.latency = []', [{ figure: 'latency', before: 0, after: 1 }]],
      ['day', DAY, 'DELETE b', [{ figure: 'events', before: 0, after: 1 }]],
      ['month', MONTH, 'SET b.meters = []', [{ figure: 'meter tokens 0', before: 0, after: 1 }]],
      [
        'month',
        MONTH,
        "SET b.costNanoUsd = 'much', b.meters = ['{']",
        [{ figure: 'meter tokens 0', before: 0, after: 1 }],
      ],
    ])('in a %s (%s: %s) is found, put right, receipted and published', async (grain, start, changes, moved) => {
      const [before, earlier] = [await buckets(), await told()];
      await alter(`b.grain = '${grain}' AND b.start = '${start}' AND b.workspaceId = 'w1'`, changes);
      expect((await reconcile()).corrected).toBeGreaterThan(0);
      expect(await buckets()).toEqual(before);
      const business = (await told()).slice(earlier.length);
      expect(business).toMatchObject([{ grain, workspace_id: 'w1', start, reason: 'NOT_WHAT_IT_COUNTS' }]);
      expect(business[0]?.moved).toEqual(expect.arrayContaining(moved));
      const [run] = await listReconciliations(composition, tenantId, { before: null, limit: 1 });
      const [{ figure, ...figures }] = moved as [{ figure: string; before: number; after: number }];
      expect(run?.corrections).toContainEqual(
        expect.objectContaining({
          store: 'buckets',
          counter: `${grain} ${figure}`,
          subject: 'w1',
          window: start,
          ...figures,
        }),
      );
      expect(run?.bucketDrift).toBe(business[0]?.moved.length);
      expect(composition.reconciliationFigures.drift).toMatchObject({ graph: 0, buckets: run?.bucketDrift });
      expect(await reconcile()).toMatchObject({ corrected: 0 });
    });

    it('in all of them at once, with roll-ups between, comes to what events come to', async () => {
      const before = await buckets();
      await alter("b.start >= '2026-04-01'", 'SET b.tokens = b.tokens + 1, b.events = 0');
      await send([call('2026-04-03T14:31:00.000Z', 1)]);
      await Promise.all([reconcile(), rollUp(), reconcile()]);
      await rollUp();
      await reconcile();
      expect(await reconcile()).toMatchObject({ corrected: 0 });
      await (await world.as('admin')).mutate(
        'voidEvents',
        { source: 'app', from: '2026-04-03T14:31:00Z', to: '2026-04-03T14:31:01Z' },
        '... on EventsVoided { voided }',
      );
      await rollUp();
      expect(await buckets()).toEqual(before);
    });

    it.each([
      ['its figures, while nothing stands beside them', 'SET b.tokens = 0, b.events = 9'],
      [
        'what stands beside them of what came since',
        'SET b.adjusted = replace(b.adjusted, \'"tokens":\', \'"tokens":9\')',
      ],
    ])('in a month that is closed is put right: %s', async (what, changes) => {
      world.clock.set('2026-04-07T16:00:00.000Z');
      const about = "b.grain = 'month' AND b.workspaceId = 'w1' AND b.start = '2026-03-01T05:00:00.000Z'";
      if (what.includes('came since')) await send([call('2026-03-20T10:00:00.000Z', 5)]);
      await rollUp();
      const before = await buckets();
      await alter(`${about} AND b.closedAt IS NOT NULL`, changes);
      expect((await reconcile()).corrected).toBeGreaterThan(0);
      expect(await buckets()).toEqual(before);
    });

    it('is told to those who may see it', async () => {
      const query = `{ reconciliations(first: 1) { edges { node { bucketsChecked bucketDrift corrections { store counter before after } } } } }`;
      await alter(
        `b.grain = 'hour' AND b.start = '2026-04-03T14:00:00.000Z' AND b.workspaceId = 'w2'`,
        'SET b.errors = 2',
      );
      await reconcile();
      const { reconciliations } = await (await world.as('auditor')).ask(query);
      expect(reconciliations.edges[0].node).toMatchObject({
        bucketDrift: 1,
        corrections: [{ store: 'buckets', counter: 'hour errors', before: 2, after: 0 }],
      });
    });
  });

  it('is compared with events again only where it was written since, or altered', async () => {
    await reconcile();
    const asked: unknown[] = [];
    const graph = Object.assign(Object.create(composition.graph), {
      read: (statement: { name: string }, ...rest: unknown[]) => {
        if (statement.name.endsWith('measured_events_list')) asked.push(rest[1]);
        return (composition.graph.read as (...all: unknown[]) => unknown)(statement, ...rest);
      },
    });
    await reconcileUsage({ ...composition, graph }, tenantId);
    expect(asked).toEqual([]);
    await alter("b.grain = 'quarter' AND b.start = '2026-04-03T14:30:00.000Z'", 'SET b.tokens = 1');
    await reconcileUsage({ ...composition, graph }, tenantId);
    expect(asked.length).toBeGreaterThan(0);
  });

  it('is right when somebody was erased from it, and from what it counts, and brings no name back', async () => {
    const name = 'ada@customer.example';
    await send([call('2026-04-03T14:31:00.000Z', 80, { user_id: name }), call('2026-04-03T14:32:00.000Z', 8)]);
    await rollUp();
    const erased = erasePerson(composition, world.caller('admin'), { personId: name, reasonCode: 'REQUESTED' });
    expect(await erased).toMatchObject({ __typename: 'PersonErased', events: 1 });
    expect(await reconcile()).toMatchObject({ corrected: 0 });
    expect(JSON.stringify(await buckets())).not.toContain(name);
  });

  it('is no drift because of an event whose mark is not to be seen yet', async () => {
    const written = await writes();
    const told1 = (await told()).length;
    let looks = 0;
    const graph = Object.assign(Object.create(composition.graph), {
      read: async (statement: { name: string }, ...rest: unknown[]) => {
        const rows = (await (composition.graph.read as (...all: unknown[]) => unknown)(statement, ...rest)) as object[];
        const isFirst = statement.name.endsWith('measured_events_list') && rows.length > 0 && looks++ === 0;
        return isFirst ? [...rows, { ...rows[0], id: 'on-its-way' }] : rows;
      },
    });
    await alter(
      "b.grain = 'hour' AND b.start = '2026-04-03T14:00:00.000Z' AND b.workspaceId = ''",
      'SET b.agreed = NULL',
    );
    await reconcileUsage({ ...composition, graph }, tenantId);
    expect(looks).toBeGreaterThan(0);
    expect([await writes(), (await told()).length]).toEqual([written, told1]);
  });
});
