import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quarterOf } from '../../kernel/values/quarter-hours.js';
import { covering } from './read-usage.js';
import { alwaysIn, type Calendar, GRAINS, partsOf, windowOf } from './windows.js';

const ZONES = [
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
];
const zone = fc.constantFrom(...ZONES);
/** Zones of which each begins where a month of the one before ends. */
const calendar = fc
  .tuple(
    zone,
    fc.array(
      fc.tuple(zone, fc.date({ min: new Date('2012-01-01'), max: new Date('2026-12-01'), noInvalidDate: true })),
    ),
  )
  .map(([first, moves]) =>
    moves
      .sort(([, a], [, b]) => a.getTime() - b.getTime())
      .reduce<Calendar>((made, [next, at]) => {
        const from = windowOf('month', at.toISOString(), made).end;
        return [...made.filter((segment) => segment.from < from), { from, zone: next }];
      }, alwaysIn(first)),
  );
const quarter = fc
  .integer({ min: Date.UTC(2011, 11, 1) / 900_000, max: Date.UTC(2027, 0, 1) / 900_000 })
  .map((n) => new Date(n * 900_000).toISOString());

describe('windows', () => {
  it('hold each quarter hour, and end where the next begins', () => {
    fc.assert(
      fc.property(quarter, calendar, fc.constantFrom(...GRAINS), (at, where, grain) => {
        const window = windowOf(grain, at, where);
        expect(window.start <= at && quarterOf(at).end <= window.end).toBe(true);
        expect(windowOf(grain, window.end, where).start).toBe(window.end);
        expect(windowOf(grain, quarterOf(new Date(Date.parse(window.end) - 1).toISOString()).start, where)).toEqual(
          window,
        );
      }),
    );
  });

  it('are made of whole parts', () => {
    fc.assert(
      fc.property(quarter, calendar, fc.constantFrom('hour', 'day', 'month'), (at, where, grain) => {
        const window = windowOf(grain, at, where);
        const parts = partsOf(grain, window);
        expect(windowOf(parts, window.start, where).start).toBe(window.start);
        expect(windowOf(parts, window.end, where).start).toBe(window.end);
      }),
    );
  });

  it('cover a period without a hole, and without anything twice', () => {
    fc.assert(
      fc.property(quarter, fc.integer({ min: 1, max: 4_000 }), calendar, (start, quarters, where) => {
        const end = new Date(Date.parse(start) + quarters * 900_000).toISOString();
        const stretches = covering({ start, end }, where);
        expect([start, ...stretches.map((stretch) => stretch.end)]).toEqual([
          ...stretches.map((stretch) => stretch.start),
          end,
        ]);
      }),
      { numRuns: 30 },
    );
  });
});
