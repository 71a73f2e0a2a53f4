import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type PeriodUsage, rollUpUsage, usageMetrics, usageTotal } from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';
import { type Denied, deny } from './denied.js';
import { event, keyOf, post } from './events.js';
import { declareInTurn, direct as directly, type Measured } from './measured.js';

const world = await createWorld({ start: '2026-02-26T15:00:00.000Z' });
const key = await keyOf(world, ['events:write']);
const ZONE = 'America/New_York';
const runtime = world.composition;
const { tenantId } = world;

/** Around the end of a month of the world's zone, and of a day, an hour and a quarter hour. */
const INSTANTS = [
  '2026-02-27T04:59:59.999Z',
  '2026-02-28T12:07:30.000Z',
  '2026-02-28T12:07:30.500Z',
  '2026-02-28T12:15:00.000Z',
  '2026-03-01T04:45:00.000Z',
  '2026-03-01T05:00:00.000Z',
  '2026-03-02T00:59:00.000Z',
];
const TYPES = ['api_call', 'api_call', 'chat_message', 'embedding', 'search', 'kb_ingest', 'shop.order'] as const;
const meters = await declareInTurn(world);
world.clock.set('2026-03-04T15:00:00.000Z');

interface Spec {
  id: number;
  type: (typeof TYPES)[number];
  at: string;
  workspace: 'w1' | 'w2' | null;
  user: string | null;
  model: string | null;
  tokens: number;
  latency: number | null;
  status: 200 | 429 | 500;
}

type Step = { send: Spec[] } | { voids: number[] } | { denies: Denied[] } | { rollUps: number };

const spec: fc.Arbitrary<Spec> = fc.record({
  id: fc.integer({ min: 0, max: 30 }),
  type: fc.constantFrom(...TYPES),
  at: fc.constantFrom(...INSTANTS),
  workspace: fc.constantFrom('w1', 'w2', null),
  user: fc.constantFrom('ada', 'bob', 'constructor', '__proto__', 'eve', null),
  model: fc.constantFrom('small', 'large', null),
  tokens: fc.integer({ min: 0, max: 5_000 }),
  latency: fc.option(fc.integer({ min: 0, max: 9_000 })),
  status: fc.constantFrom(200, 200, 429, 500),
});

const denied: fc.Arbitrary<Denied> = fc.record({
  at: fc.constantFrom(...INSTANTS),
  workspace: fc.constantFrom('w1', 'w2', null),
  count: fc.integer({ min: 1, max: 9 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ send: fc.array(spec, { minLength: 1, maxLength: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ voids: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ denies: fc.array(denied, { minLength: 1, maxLength: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ rollUps: fc.integer({ min: 1, max: 3 }) }) },
);

/** What is there after everything that was sent (null is void), and denied. */
interface Kept {
  events: Map<number, Spec | null>;
  denied: Denied[];
}

const workspaceOf = (run: string, { workspace }: { workspace: string | null }) => workspace && `${run}-${workspace}`;

const bodyOf = (run: string, one: Spec) =>
  event(one.type, {
    external_id: `id-${one.id}`,
    source: `app-${run}`,
    workspace_id: workspaceOf(run, one),
    occurred_at: one.at,
    ...(one.user !== null && { user_id: one.user }),
    metadata: {
      ...(one.model !== null && { model: one.model }),
      ...(one.type === 'chat_message' && { direction: 'sent', opened_session: one.id % 2 === 0 }),
      ...(one.latency !== null && { latency_ms: one.latency }),
      ...{ tokens: one.tokens, cost_nano_usd: one.tokens * 20, status_code: one.status },
    },
  });

async function play(run: string, { events: kept, denied }: Kept, one: Step): Promise<void> {
  if ('send' in one) {
    const batch = [...new Map(one.send.map((sent) => [sent.id, sent])).values()];
    await Promise.all(
      [0, 1].map(() =>
        post(
          world,
          key,
          batch.map((sent) => bodyOf(run, sent)),
        ),
      ),
    );
    for (const sent of batch) if (!kept.has(sent.id)) kept.set(sent.id, sent);
  } else if ('voids' in one) {
    const events = one.voids.map((id) => ({ source: `app-${run}`, external_id: `id-${id}` }));
    const response = await fetch(`${world.url}/v1/events/void`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    expect(response.status).toBe(200);
    for (const id of one.voids) if (kept.has(id)) kept.set(id, null);
  } else if ('denies' in one) {
    await deny(
      world,
      one.denies.map((each) => ({ ...each, workspace: workspaceOf(run, each) })),
    );
    denied.push(...one.denies);
  } else {
    await Promise.all(Array.from({ length: one.rollUps }, () => rollUpUsage(runtime, tenantId)));
  }
}

const startOf = (grain: 'hour' | 'day' | 'month', at: string): string =>
  DateTime.fromISO(at, { zone: grain === 'hour' ? 'UTC' : ZONE })
    .startOf(grain)
    .toUTC()
    .toISO() ?? '';

/** The same figures, straight from events. */
function direct(all: readonly Spec[]) {
  const events = all.filter(({ type }) => type !== 'shop.order');
  const of = (type: string) => events.filter((one) => one.type === type);
  const sum = (ones: readonly Spec[]) => ones.reduce((total, { tokens }) => total + tokens, 0);
  const calls = of('api_call');
  const latencies = calls.flatMap(({ latency }) => latency ?? []).sort((a, b) => a - b);
  const seconds = new Map<string, number>();
  for (const { at } of events) seconds.set(at.slice(0, 19), (seconds.get(at.slice(0, 19)) ?? 0) + 1);
  return {
    events: events.length,
    apiCallsTotal: calls.length,
    apiCallsSuccessful: calls.filter(({ status }) => status === 200).length,
    apiCallsFailed: calls.filter(({ status }) => status === 500).length,
    apiCallsRateLimited: calls.filter(({ status }) => status === 429).length,
    p95: latencies[Math.floor(0.95 * (latencies.length - 1))] ?? null,
    chatMessagesSent: of('chat_message').length,
    chatSessionsCreated: of('chat_message').filter(({ id }) => id % 2 === 0).length,
    embeddingsGenerated: of('embedding').length,
    embeddingsTokensUsed: sum(of('embedding')),
    semanticSearchesPerformed: of('search').length,
    kbIngests: of('kb_ingest').length,
    totalTokensUsed: sum(events),
    costNanoUsd: sum(events) * 20,
    errorCount: events.filter(({ status }) => status === 500).length,
    peakPerSecond: Math.max(0, ...seconds.values()),
  };
}

const measuredOf = ({ at, type, user, model, tokens }: Spec): Measured => ({ at, type, user, model, tokens });

/** Figures beside the direct ones; the quantile is the same when it is within 1 %. */
function expectSame(
  told: Omit<PeriodUsage, 'grain' | 'workspaceId' | 'closedAt' | 'adjusted'>,
  events: readonly Spec[],
  denials: readonly Denied[],
): void {
  const { p95, ...figures } = direct(events);
  const quotaExceededCount = denials.reduce((sum, { count }) => sum + count, 0);
  expect(told).toMatchObject({ ...figures, quotaExceededCount });
  expect(told.meters).toEqual(directly(events.map(measuredOf), meters));
  if (p95 === null) expect(told.apiLatencyP95Ms).toBeNull();
  else expect(Math.abs((told.apiLatencyP95Ms ?? -1) - p95)).toBeLessThanOrEqual(0.010001 * p95);
}

const ASKED = { names: ['spent', 'slowest', 'people', 'orders'], mostGroups: 1_000 };
const WHOLE = { from: '2026-02-01T05:00:00.000Z', to: '2026-04-01T04:00:00.000Z' };

async function expectGrains(workspaceId: string | null, events: readonly Spec[], denied: readonly Denied[]) {
  for (const grain of ['hour', 'day', 'month'] as const) {
    const periods = await usageMetrics(runtime, tenantId, { grain, workspaceId, ...WHOLE, meters: ASKED });
    const within = <T extends { at: string }>(start: string, all: readonly T[]) =>
      all.filter(({ at }) => startOf(grain, at) === start);
    for (const period of periods) {
      const { periodStart } = period;
      expectSame(period, within(periodStart, events), within(periodStart, denied));
    }
    const told = new Set(periods.map(({ periodStart }) => periodStart));
    expect([...events, ...denied].filter(({ at }) => !told.has(startOf(grain, at)))).toEqual([]);
  }
  expectSame(await usageTotal(runtime, tenantId, { workspaceId, ...WHOLE, meters: ASKED }), events, denied);
}

describe('roll-ups', () => {
  it('come to what the events come to, at every grain, whatever was late, repeated, voided, denied or rolled up twice at once', async () => {
    let runs = 0;
    const all: Kept[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const run = `run${++runs}`;
        const kept: Kept = { events: new Map(), denied: [] };
        all.push(kept);
        for (const one of steps) await play(run, kept, one);
        await rollUpUsage(runtime, tenantId);
        const standing = ({ events }: Kept) => [...events.values()].flatMap((one) => one ?? []);
        for (const workspace of ['w1', 'w2'] as const) {
          const own = <T extends { workspace: string | null }>(ones: readonly T[]) =>
            ones.filter((one) => one.workspace === workspace);
          await expectGrains(`${run}-${workspace}`, own(standing(kept)), own(kept.denied));
        }
        await expectGrains(
          null,
          all.flatMap(standing),
          all.flatMap((each) => each.denied),
        );
      }),
      { numRuns: 15 },
    );
    const [left] = await world.cypher<{ n: number }>('MATCH (m:IngestMark {tenantId: $tenantId}) RETURN count(m) AS n');
    expect(Number(left?.n)).toBe(0);
  }, 180_000);
});
