import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type PeriodUsage, rollUpUsage, usageMetrics, usageTotal } from '../../src/usage/index.js';
import { activate } from '../dealdesk/deal.js';
import { CONFIG, createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';

const world = await createWorld({ start: '2026-01-04T15:00:00.000Z' });
const key = await keyOf(world, ['events:write']);
const { composition, tenantId } = world;

const ZONES = [
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Europe/Berlin',
];
/** Hours from the beginning of a month of UTC, some before it, up to the fourth day. */
const OFFSETS = [-40, -24.2, -14, -9.75, -5.75, -5.5, -0.01, 0, 4.99, 5, 7.25, 10, 11, 30, 60.3];
const HOUR_MS = 3_600_000;

type Step = { send: { at: number; tokens: number }[] } | { zone: string } | { voids: number } | 'roll up' | 'close';

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      send: fc.array(fc.record({ at: fc.constantFrom(...OFFSETS), tokens: fc.integer({ min: 1, max: 99 }) }), {
        minLength: 1,
        maxLength: 8,
      }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ zone: fc.constantFrom(...ZONES) }) },
  { weight: 1, arbitrary: fc.record({ voids: fc.nat() }) },
  { weight: 2, arbitrary: fc.constant('roll up' as const) },
  { weight: 1, arbitrary: fc.constant('close' as const) },
);

interface Kept {
  id: string;
  at: string;
  tokens: number;
}

const WHOLE = { from: '2025-11-01T00:00:00.000Z', to: '2027-11-01T00:00:00.000Z' };
const kept: Kept[] = [];
/** What months were closed with, by their beginning. */
const closed = new Map<string, PeriodUsage>();
const rollUp = () => rollUpUsage(composition, tenantId);

async function play(one: Step, month: DateTime): Promise<void> {
  if (one === 'roll up') await Promise.all([rollUp(), rollUp()]);
  else if (one === 'close') world.clock.set(month.plus({ days: 7 }).toUTC().toISO() ?? '');
  else if ('zone' in one) await activate(world, CONFIG.replace('America/New_York', one.zone));
  else if ('voids' in one) await voidOne(one.voids);
  else {
    const events = one.send.map(({ at, tokens }) => ({
      ...event('api_call', { metadata: { tokens } }),
      occurred_at: new Date(month.toMillis() + at * HOUR_MS).toISOString(),
      tokens,
    }));
    const { outcomes } = await post(
      world,
      key,
      events.map(({ tokens, ...sent }) => sent),
    );
    expect(outcomes).toEqual(events.map(() => 'accepted'));
    for (const { external_id: id, occurred_at: at, tokens } of events) kept.push({ id, at, tokens });
  }
}

async function voidOne(n: number): Promise<void> {
  const [gone] = kept.splice(n % Math.max(1, kept.length), 1);
  if (!gone) return;
  const events = [{ source: 'app', externalId: gone.id }];
  const answer = await (await world.as('admin')).mutate('voidEvents', { events }, '... on EventsVoided { voided }');
  expect(answer.voided).toBe(1);
}

const sum = (events: readonly Kept[]) => events.reduce((total, { tokens }) => total + tokens, 0);
const within = (from: string, to: string) => sum(kept.filter(({ at }) => at >= from && at < to));

/** Periods do not overlap, come to what happened in them, and leave nothing out. */
function expectEachOnce(periods: readonly PeriodUsage[]): void {
  let last = '';
  for (const { periodStart, periodEnd, totalTokensUsed, adjusted } of periods) {
    expect(periodStart >= last).toBe(true);
    last = periodEnd;
    expect([periodStart, (adjusted ?? { totalTokensUsed }).totalTokensUsed]).toEqual([
      periodStart,
      within(periodStart, periodEnd),
    ]);
  }
  const told = periods.reduce((all, { periodStart, periodEnd }) => all + within(periodStart, periodEnd), 0);
  expect(told).toBe(sum(kept));
}

function expectClosedAsBefore(months: readonly PeriodUsage[]): void {
  for (const month of months.filter(({ closedAt }) => closedAt)) {
    const { adjusted, ...asClosed } = month;
    expect(asClosed).toEqual(closed.get(month.periodStart) ?? asClosed);
    closed.set(month.periodStart, { ...asClosed } as PeriodUsage);
  }
  expect(months.filter(({ closedAt }) => closedAt)).toHaveLength(closed.size);
}

describe('days and months of usage', () => {
  it('follow the tenant’s zone as it moves, each event in one of each, and closed ones stay as they are', async () => {
    let month = DateTime.fromISO('2026-01-01T00:00:00.000Z', { zone: 'UTC' });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 9 }),
        fc.infiniteStream(fc.nat()),
        async (steps, draw) => {
          month = month.plus({ months: 1 });
          world.clock.set(month.plus({ days: 4 }).toISO() ?? '');
          for (const one of steps) await play(one, month);
          await rollUp();
          const months = await usageMetrics(composition, tenantId, { grain: 'month', ...WHOLE });
          expectEachOnce(await usageMetrics(composition, tenantId, { grain: 'day', ...WHOLE }));
          expectEachOnce(months);
          expectClosedAsBefore(months);
          for (let n = 0; n < 3; n++) {
            const from = month.minus({ hours: (draw.next().value ?? 0) % 800 });
            const to = from.plus({ minutes: 15 * ((draw.next().value ?? 0) % 4_000) });
            const asked = { from: from.toUTC().toISO() ?? '', to: to.toUTC().toISO() ?? '' };
            const total = await usageTotal(composition, tenantId, asked);
            expect([asked, total.totalTokensUsed]).toEqual([asked, within(asked.from, asked.to)]);
          }
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  }, 240_000);
});
