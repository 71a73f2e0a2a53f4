import { describe, expect, it } from '@jest/globals';
import { rollUpLock } from '../../cypher/generated/usage.js';
import type { MeasuredEventRow } from '../../cypher/rows.js';
import type { Statement } from '../../cypher/statement.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { workflowId } from '../../src/kernel/receipts.js';
import {
  foldIntoBase,
  type RollUpRuntime,
  rollUpUsage,
  type UsageAsked,
  usageMetrics,
  usageTotal,
} from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';
import { deny } from './denied.js';
import { event, keyOf, post } from './events.js';

const world = await createWorld();
const other = await createWorld();
const key = await keyOf(world, ['events:write']);
const { composition, tenantId } = world;
const FEBRUARY = { from: '2026-02-01T05:00:00.000Z', to: '2026-03-01T05:00:00.000Z' };

const call = (at: string, tokens = 10) =>
  event('api_call', { occurred_at: at, workspace_id: 'w1', metadata: { tokens, latency_ms: tokens } });
const rollUp = () => rollUpUsage(composition, tenantId);
const read = (grain: UsageAsked['grain']) => usageMetrics(composition, tenantId, { grain, ...FEBRUARY });
const calls = async (grain: UsageAsked['grain']) =>
  (await read(grain)).reduce((sum, { apiCallsTotal }) => sum + apiCallsTotal, 0);
const exceeded = async (grain: UsageAsked['grain']) =>
  (await read(grain)).reduce((sum, { quotaExceededCount }) => sum + quotaExceededCount, 0);
const total = async () => (await usageTotal(composition, tenantId, FEBRUARY)).apiCallsTotal;
const steps = async (step: string) => {
  const [row] = await world.cypher<{ n: number }>(
    'MATCH (r:Receipt {tenantId: $tenantId, step: $step}) RETURN count(r) AS n',
    { step },
  );
  return Number(row?.n);
};

const eventsOf: Statement<{ from: string; to: string }, MeasuredEventRow> = {
  name: 'test/events_leave',
  mode: 'write',
  text: `MATCH (event:Event {tenantId: $tenantId}) WHERE event.occurredAt >= $from AND event.occurredAt < $to
    WITH event, properties(event) AS gone
    DELETE event
    RETURN gone.type AS type, gone.occurredAt AS occurredAt, gone.id AS id, gone.source AS source, gone.userId AS userId,
      gone.workspaceId AS workspaceId, gone.sessionId AS sessionId, gone.seatType AS seatType, gone.entitlement AS entitlement,
      gone.amount AS amount, gone.asset AS asset, gone.metadata AS metadata, gone.voidedAt AS voidedAt`,
};

/** Takes raw events out, as retention does. */
const leave = (from: string, to: string) => {
  const chain = { id: workflowId('batch', 'leaving'), kind: 'batch' };
  const spec = { caller: systemCaller(tenantId, 'test'), action: 'rollUpUsage', command: { from, to } };
  return composition.unitOfWork.write(spec, async (step) => {
    await step.lock(rollUpLock, { heads: [chain] });
    const gone = await step.read(eventsOf, { from, to });
    await foldIntoBase(step, gone);
    const resource = { type: 'Event', id: from, version: null };
    step.receipt({ workflow: chain.id, step: 'ROLL_UP_USAGE', outcome: 'ALLOWED', resource, business: {} });
    return { __typename: 'Left' as const, gone: gone.length };
  });
};

/** A worker that ends at some place of a roll-up. */
const KILLS: Record<string, (alive: RollUpRuntime) => RollUpRuntime> = {
  'before the marks are settled': (alive) => ({
    ...alive,
    graph: Object.assign(Object.create(alive.graph), { transact: () => Promise.reject(new Error('killed')) }),
  }),
  'before events are read': (alive) => ({
    ...alive,
    configs: Object.assign(Object.create(alive.configs), { active: () => Promise.reject(new Error('killed')) }),
  }),
  'before it writes': (alive) => ({
    ...alive,
    unitOfWork: Object.assign(Object.create(alive.unitOfWork), { write: () => Promise.reject(new Error('killed')) }),
  }),
  'in the middle of writing': (alive) => ({
    ...alive,
    unitOfWork: Object.assign(Object.create(alive.unitOfWork), {
      write: (spec: never, body: (step: never) => Promise<never>) =>
        alive.unitOfWork.write(spec, async (step) => {
          await body(step as never);
          throw new Error('killed');
        }),
    }),
  }),
  'right after it wrote': (alive) => ({
    ...alive,
    unitOfWork: Object.assign(Object.create(alive.unitOfWork), {
      write: async (spec: never, body: (step: never) => Promise<never>) => {
        await alive.unitOfWork.write(spec, body as never);
        throw new Error('killed');
      },
    }),
  }),
};

describe('usage that comes late', () => {
  it('is added to what events that are gone came to', async () => {
    const at = '2026-02-10T10:00:01.000Z';
    await post(world, key, [call(at), call(at), call('2026-02-10T10:20:00.000Z')]);
    await rollUp();
    expect(await leave('2026-02-10T10:00:00.000Z', '2026-02-10T10:15:00.000Z')).toMatchObject({ gone: 2 });
    expect(await calls('hour')).toBe(3);
    await post(world, key, [call('2026-02-10T10:00:02.000Z', 900)]);
    await rollUp();
    const [hour] = await read('hour');
    expect(hour).toMatchObject({ apiCallsTotal: 4, totalTokensUsed: 930, peakPerSecond: 2 });
    expect(Math.abs((hour?.apiLatencyP999Ms ?? 0) - 10)).toBeLessThan(0.11);
    expect(await Promise.all([calls('day'), calls('month'), total()])).toEqual([4, 4, 4]);
    const meters = { names: ['tokens', 'api_calls'], mostGroups: 10 };
    const asked = { ...FEBRUARY, grain: 'month' as const, workspaceId: 'w1', meters };
    expect((await usageMetrics(composition, tenantId, asked))[0]?.meters).toMatchObject([
      { name: 'api_calls', version: null, value: '4', groups: [{ by: [null, null, null, null], events: 4 }] },
      { name: 'tokens', value: '930' },
    ]);
  });

  it('is added though it had not been summed up when it left', async () => {
    const at = '2026-02-11T10:00:01.000Z';
    await post(world, key, [call(at)]);
    await leave('2026-02-11T10:00:00.000Z', '2026-02-11T10:15:00.000Z');
    await rollUp();
    expect(await Promise.all([calls('hour'), calls('day'), calls('month'), total()])).toEqual([5, 5, 5, 5]);
  });

  it.each(Object.keys(KILLS))('is summed up once by a worker that is killed %s, and the next one', async (place) => {
    const before = await calls('hour');
    const deniedBefore = await exceeded('hour');
    await post(world, key, [call('2026-02-12T10:00:01.000Z')]);
    await deny(world, [{ at: '2026-02-12T10:00:01.000Z', workspace: 'w1', count: 3 }]);
    await rollUpUsage((KILLS[place] as (typeof KILLS)[string])(composition), tenantId).catch(() => undefined);
    await rollUp();
    expect(await Promise.all([calls('hour'), calls('day'), calls('month')])).toEqual(Array(3).fill(before + 1));
    const denials = await Promise.all([exceeded('hour'), exceeded('day'), exceeded('month')]);
    expect(denials).toEqual(Array(3).fill(deniedBefore + 3));
  });

  it('stands beside the figures of a month that is closed', async () => {
    const closedWith = await calls('month');
    world.clock.set('2026-03-06T05:00:00.000Z');
    await rollUp();
    await rollUp();
    const late = call('2026-02-20T12:00:00.000Z');
    await post(world, key, [late]);
    await rollUp();
    const [month] = await read('month');
    expect(month).toMatchObject({ apiCallsTotal: closedWith, closedAt: '2026-03-06T05:00:00.000Z' });
    expect(month?.adjusted?.apiCallsTotal).toBe(closedWith + 1);
    expect(await Promise.all([calls('hour'), calls('day'), total()])).toEqual(Array(3).fill(closedWith + 1));
    expect([await steps('CLOSE_USAGE_MONTH'), await steps('ADJUST_USAGE_MONTH')]).toEqual([1, 1]);
    const { external_id, source } = late;
    await (await world.as('admin')).mutate(
      'voidEvents',
      { events: [{ externalId: external_id, source }] },
      '... on EventsVoided { voided }',
    );
    await rollUp();
    expect((await read('month'))[0]?.adjusted?.apiCallsTotal).toBe(closedWith);
    expect(await steps('ADJUST_USAGE_MONTH')).toBe(2);
  });

  it('of more than a number can tell stays at the greatest one, and holds no roll-up up', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const at = '2026-03-02T10:00:01.000Z';
    const vast = () => event('api_call', { occurred_at: at, metadata: { tokens: most } });
    expect((await post(world, key, [vast(), vast()])).outcomes).toEqual(['accepted', 'accepted']);
    await rollUp();
    const asked = {
      grain: 'hour' as const,
      from: at.slice(0, 13).concat(':00:00.000Z'),
      to: '2026-03-02T11:00:00.000Z',
    };
    const meters = { names: ['tokens'], mostGroups: 0 };
    const [hour] = await usageMetrics(composition, tenantId, { ...asked, meters });
    expect(hour).toMatchObject({ totalTokensUsed: most, meters: [{ value: String(2n * BigInt(most)) }] });
  });

  it('counts for a meter from the instant of its declaration on, though it came before that', async () => {
    const start = '2026-03-06T06:00:00.000Z';
    world.clock.set(start);
    await post(world, key, [call('2026-03-06T06:00:01.000Z'), call('2026-03-06T06:04:00.000Z')]);
    await rollUp();
    world.clock.set('2026-03-06T06:00:02.000Z');
    const meter = { name: 'ahead', eventType: 'api_call', aggregation: 'COUNT' };
    await (await world.as('admin')).mutate('declareMeter', meter, '... on MeterDeclared { version }');
    await rollUp();
    const asked = { grain: 'hour' as const, from: start, to: '2026-03-06T07:00:00.000Z' };
    const read = await usageMetrics(composition, tenantId, { ...asked, meters: { names: ['ahead'], mostGroups: 0 } });
    expect(read).toMatchObject([{ apiCallsTotal: 2, meters: [{ name: 'ahead', version: 1, value: '1' }] }]);
  });

  it('is read over GraphQL, and not by another tenant', async () => {
    const asked = `{ tenantUsage(grain: month, from: "${FEBRUARY.from}", to: "${FEBRUARY.to}", workspaceId: "w1", meters: ["api_calls"]) {
      periods { grain workspaceId apiCallsTotal apiLatencyP50Ms adjusted { apiCallsTotal } } total { apiCallsTotal costNanoUsd
        meters { name version aggregation events value groups { by events value } other { events } } }
    } }`;
    const { tenantUsage } = await (await world.as('ae')).ask(asked);
    expect(tenantUsage.periods).toEqual([
      expect.objectContaining({ grain: 'month', workspaceId: 'w1', apiCallsTotal: await calls('month') }),
    ]);
    const events = await total();
    expect(tenantUsage.total.apiCallsTotal).toBe(events);
    const told = { events, value: String(events) };
    expect(tenantUsage.total.meters).toEqual([
      {
        name: 'api_calls',
        version: null,
        aggregation: 'COUNT',
        ...told,
        groups: [{ by: [null, null, null, null], ...told }],
        other: null,
      },
    ]);
    expect((await (await other.as('ae')).ask(asked)).tenantUsage.periods).toEqual([]);
  });
});
