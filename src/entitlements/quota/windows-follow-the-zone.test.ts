import { describe, expect, it } from '@jest/globals';
import { CalendarWindows, dayWindows, monthWindows, type Windows } from './windows.js';

const at = (instant: string) => Date.parse(instant);
const shown = ({ start, turn, end }: Windows) => [start, turn, end].map((ms) => new Date(ms).toISOString());
const hours = ({ start, turn }: Windows) => (turn - start) / 3_600_000;

describe('days', () => {
  it('are those of the zone, half open', () => {
    const tokyo = { zone: 'Asia/Tokyo', monthBegins: 1 };
    const today = ['2026-11-19T15:00:00.000Z', '2026-11-20T15:00:00.000Z', '2026-11-21T15:00:00.000Z'];
    expect(shown(dayWindows(at('2026-11-19T15:00:00.000Z'), tokyo))).toEqual(today);
    expect(shown(dayWindows(at('2026-11-20T14:59:59.999Z'), tokyo))).toEqual(today);
    expect(shown(dayWindows(at('2026-11-20T15:00:00.000Z'), tokyo))[0]).toBe(today[1]);
  });

  it('have 23 and 25 hours where clocks change, at midnight too', () => {
    const length = (zone: string, instant: string) => hours(dayWindows(at(instant), { zone, monthBegins: 1 }));
    expect(length('Europe/Berlin', '2026-03-29T12:00:00Z')).toBe(23);
    expect(length('Europe/Berlin', '2026-10-25T12:00:00Z')).toBe(25);
    expect(length('America/New_York', '2026-03-08T12:00:00Z')).toBe(23);
    expect(length('America/New_York', '2026-11-01T12:00:00Z')).toBe(25);
    expect(length('Australia/Lord_Howe', '2026-04-05T00:00:00Z')).toBe(24.5);
    // Midnight is skipped in Santiago, and comes twice in Havana.
    expect(length('America/Santiago', '2026-09-06T12:00:00Z')).toBe(23);
    expect(length('America/Havana', '2026-11-01T04:30:00Z')).toBe(25);
    expect(length('America/Havana', '2026-11-01T05:30:00Z')).toBe(25);
  });
});

describe('months', () => {
  it('end in each zone at its own midnight', () => {
    const end = (zone: string) => shown(monthWindows(at('2026-11-15T00:00:00Z'), { zone, monthBegins: 1 }))[1];
    expect(end('Pacific/Kiritimati')).toBe('2026-11-30T10:00:00.000Z');
    expect(end('Asia/Kolkata')).toBe('2026-11-30T18:30:00.000Z');
    expect(end('Europe/Berlin')).toBe('2026-11-30T23:00:00.000Z');
    expect(end('America/St_Johns')).toBe('2026-12-01T03:30:00.000Z');
    expect(end('Pacific/Pago_Pago')).toBe('2026-12-01T11:00:00.000Z');
  });

  it('begin on the day that is set, in shorter months on the last', () => {
    const utc = { zone: 'UTC', monthBegins: 31 };
    const days = (instant: string) => shown(monthWindows(at(instant), utc)).map((text) => text.slice(0, 10));
    expect(days('2026-01-31T00:00:00Z')).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
    expect(days('2026-02-27T23:59:59Z')).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
    expect(days('2026-02-28T00:00:00Z')).toEqual(['2026-02-28', '2026-03-31', '2026-04-30']);
    expect(days('2028-02-29T00:00:00Z')).toEqual(['2028-02-29', '2028-03-31', '2028-04-30']);
    expect(days('2026-12-31T10:00:00Z')).toEqual(['2026-12-31', '2027-01-31', '2027-02-28']);
  });

  it('follow each other without a hole, whatever the zone and the day', () => {
    for (const zone of ['America/Havana', 'Europe/Berlin', 'Pacific/Apia', 'Africa/Cairo', 'Asia/Kathmandu']) {
      for (const monthBegins of [1, 15, 30]) {
        let windows = monthWindows(at('2026-01-10T00:00:00Z'), { zone, monthBegins });
        for (let months = 0; months < 24; months++) {
          expect(monthWindows(windows.turn - 1, { zone, monthBegins })).toEqual(windows);
          const next = monthWindows(windows.turn, { zone, monthBegins });
          expect([next.start, next.turn]).toEqual([windows.turn, windows.end]);
          windows = next;
        }
      }
    }
  });
});

describe('windows that are known', () => {
  it('are given until they turn', () => {
    const windows = new CalendarWindows();
    const berlin = { zone: 'Europe/Berlin', monthBegins: 1 };
    const first = windows.of('day', at('2026-11-20T12:00:00Z'), berlin);
    expect(windows.of('day', first.turn - 1, berlin)).toBe(first);
    expect(windows.of('day', first.turn, berlin).start).toBe(first.turn);
    expect(windows.of('day', at('2026-11-20T12:00:00Z'), { ...berlin, zone: 'Asia/Tokyo' })).not.toEqual(first);
    expect(windows.of('day', first.start - 1, berlin).turn).toBe(first.start);
  });
});
