import { describe, expect, it } from '@jest/globals';
import { CONFIG, World } from '../kit/fresh-world.js';
import { event, keyOf, post } from './events.js';

/** The beginning of a month in each zone, by the zones' own law and not by the product's library; Lord Howe moves by half an hour. */
const ENDS = [
  ['Pacific/Kiritimati', '2026-10-31T10:00:00.000Z', 'UTC+14'],
  ['Asia/Kolkata', '2026-10-31T18:30:00.000Z', 'UTC+5:30'],
  ['Europe/Berlin', '2026-10-31T23:00:00.000Z', 'winter time by then'],
  ['America/New_York', '2026-11-01T04:00:00.000Z', 'still summer time, which ends two hours later'],
  ['Pacific/Pago_Pago', '2026-11-01T11:00:00.000Z', 'UTC−11'],
] as const;

/** Months in which clocks change: their bounds, and an hour that is there twice, or not at all. */
const CHANGES = [
  [
    'America/New_York',
    '2026-03-01T05:00:00.000Z',
    '2026-04-01T04:00:00.000Z',
    '2026-03-08T06:59:59.999Z',
    '2026-03-08T07:00:00.000Z',
  ],
  [
    'America/New_York',
    '2026-11-01T04:00:00.000Z',
    '2026-12-01T05:00:00.000Z',
    '2026-11-01T05:30:00.000Z',
    '2026-11-01T06:30:00.000Z',
  ],
  [
    'Europe/Berlin',
    '2026-03-01T00:00:00.000+01:00',
    '2026-04-01T00:00:00.000+02:00',
    '2026-03-29T00:59:59.999Z',
    '2026-03-29T01:00:00.000Z',
  ],
  [
    'Europe/Berlin',
    '2026-10-01T00:00:00.000+02:00',
    '2026-11-01T00:00:00.000+01:00',
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
  ],
  [
    'Australia/Lord_Howe',
    '2026-04-01T00:00:00.000+11:00',
    '2026-05-01T00:00:00.000+10:30',
    '2026-04-04T14:45:00.000Z',
    '2026-04-04T15:15:00.000Z',
  ],
] as const;

const START = '2026-12-10T12:00:00.000Z';

/** Runs in a tenant of a zone: `send` tells that an import happened at an instant, `month` reads the one that holds an instant. */
async function inZone<T>(
  zone: string,
  test: (tenant: {
    send: (...instants: string[]) => Promise<void>;
    month: (at: string) => Promise<{ start: string; end: string; imports: number }>;
  }) => Promise<T>,
): Promise<T> {
  const world = await World.create({ config: CONFIG.replace('America/New_York', zone), start: START });
  try {
    const key = await keyOf(world, ['events:write']);
    const admin = await world.as('admin');
    let jobs = 0;
    return await test({
      send: async (...instants) => {
        const events = instants.map((occurred_at) =>
          event('import_success', { occurred_at, metadata: { importJobId: `job${++jobs}` } }),
        );
        expect((await post(world, key, events)).outcomes).toEqual(instants.map(() => 'accepted'));
      },
      month: async (at) =>
        (await admin.ask('query($at: DateTime) { getUsage(month: $at) { start end imports } }', { at })).getUsage,
    });
  } finally {
    await world.close();
  }
}

const lastOf = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

describe('a month of a tenant', () => {
  it.each(ENDS)('ends in %s at %s, to the millisecond (%s)', async (zone, end, _law) => {
    await inZone(zone, async ({ send, month }) => {
      await send(lastOf(end), end, end.replace('.000Z', '.001Z'));
      expect(await month(lastOf(end))).toMatchObject({ end, imports: 1 });
      expect(await month(end)).toMatchObject({ start: end, imports: 2 });
    });
  });

  it.each(CHANGES)(
    'of %s from %s to %s has all its hours, that of a change of clocks too',
    async (zone, from, to, one, other) => {
      await inZone(zone, async ({ send, month }) => {
        const [start, end] = [from, to].map((instant) => new Date(instant).toISOString()) as [string, string];
        await send(lastOf(start), start, one, other, lastOf(end), end);
        expect(await month(one)).toEqual({ start, end, imports: 4 });
        expect(await month(other)).toEqual({ start, end, imports: 4 });
        expect(await month(end)).toMatchObject({ imports: 1 });
        expect(await month(lastOf(start))).toMatchObject({ imports: 1 });
      });
    },
  );
});
