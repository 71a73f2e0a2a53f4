import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { epochMs, instantOf } from './instants.js';
import { addWorkingMinutes, isWorking, type WorkingSchedule, workingMinutesBetween } from './working-minutes.js';

const h = (hours: number) => hours * 60;
const weekdays = (zone: string, ...day: [number, number][]): WorkingSchedule => ({
  zone,
  week: [1, 2, 3, 4, 5, 6, 7].map((n) => (n < 6 ? day.map(([from, to]) => ({ from, to })) : [])),
  holidays: [],
});
const everyDay = (zone: string, ...day: [number, number][]): WorkingSchedule => ({
  zone,
  week: Array.from({ length: 7 }, () => day.map(([from, to]) => ({ from, to }))),
  holidays: [],
});
const office = weekdays('UTC', [h(9), h(17)]);
const newYork = weekdays('America/New_York', [h(9), h(17)]);

describe('a deadline in working minutes', () => {
  it('of Saturday 15:00 and four hours is Monday 13:00', () => {
    expect(addWorkingMinutes('2026-11-21T15:00:00.000Z', 240, office)).toBe('2026-11-23T13:00:00.000Z');
  });

  it('may fall on closing time', () => {
    expect(addWorkingMinutes('2026-11-20T16:00:00.000Z', 60, office)).toBe('2026-11-20T17:00:00.000Z');
  });

  it('begins with the next opening when it starts at closing time', () => {
    expect(addWorkingMinutes('2026-11-20T17:00:00.000Z', 1, office)).toBe('2026-11-23T09:01:00.000Z');
  });

  it('keeps seconds and milliseconds', () => {
    expect(addWorkingMinutes('2026-11-20T16:59:30.250Z', 1, office)).toBe('2026-11-23T09:00:30.250Z');
  });

  it('of no minutes is the start, even outside working time', () => {
    expect(addWorkingMinutes('2026-11-21T15:00:00.000Z', 0, office)).toBe('2026-11-21T15:00:00.000Z');
  });

  it('leaves out the lunch break and holidays', () => {
    const schedule = { ...weekdays('UTC', [h(9), h(12)], [h(13), h(17)]), holidays: ['2026-11-23'] };
    expect(addWorkingMinutes('2026-11-20T11:30:00.000Z', 60, schedule)).toBe('2026-11-20T13:30:00.000Z');
    expect(addWorkingMinutes('2026-11-20T16:30:00.000Z', 60, schedule)).toBe('2026-11-24T09:30:00.000Z');
  });

  it('counts an overnight shift written as two intervals', () => {
    const nights = everyDay('UTC', [0, h(6)], [h(22), h(24)]);
    expect(addWorkingMinutes('2026-11-20T23:00:00.000Z', 120, nights)).toBe('2026-11-21T01:00:00.000Z');
    expect(addWorkingMinutes('2026-11-20T23:00:00.000Z', h(7) + 30, nights)).toBe('2026-11-21T22:30:00.000Z');
  });

  it('is read in the zone of the schedule, on both sides of a change of clocks', () => {
    // Friday 16:00 EST (UTC-5), then Monday 09:00 EDT (UTC-4): the clocks went forward on Sunday, 8 March 2026.
    expect(addWorkingMinutes('2026-03-06T21:00:00.000Z', 120, newYork)).toBe('2026-03-09T14:00:00.000Z');
    expect(addWorkingMinutes('2026-10-30T20:00:00.000Z', 120, newYork)).toBe('2026-11-02T15:00:00.000Z');
  });

  it('counts the real minutes of a shift in which the clocks jump', () => {
    const night = everyDay('America/New_York', [0, h(6)]);
    // 8 March 2026: midnight to six lasts five hours. 1 November 2026: it lasts seven.
    expect(addWorkingMinutes('2026-03-08T05:00:00.000Z', 300, night)).toBe('2026-03-08T10:00:00.000Z');
    expect(addWorkingMinutes('2026-11-01T04:00:00.000Z', 420, night)).toBe('2026-11-01T11:00:00.000Z');
  });

  it('finds no work in an interval that the clocks skip', () => {
    const skipped = everyDay('America/New_York', [h(2) + 15, h(2) + 45]);
    expect(addWorkingMinutes('2026-03-08T05:00:00.000Z', 10, skipped)).toBe('2026-03-09T06:25:00.000Z');
    expect(isWorking('2026-03-08T07:00:00.000Z', skipped)).toBe(false);
  });

  it('does not count twice where an interval ends within the hour that comes twice', () => {
    const split = everyDay('America/New_York', [0, h(1) + 30], [h(1) + 30, h(3)]);
    expect(addWorkingMinutes('2026-11-01T04:00:00.000Z', 240, split)).toBe('2026-11-01T08:00:00.000Z');
  });

  it('begins a day whose midnight is skipped at the jump', () => {
    // Cairo, 24 April 2026: 00:00 becomes 01:00.
    const allDay = everyDay('Africa/Cairo', [0, h(24)]);
    expect(addWorkingMinutes('2026-04-23T21:30:00.000Z', 60, allDay)).toBe('2026-04-23T22:30:00.000Z');
  });

  it('is refused for a schedule without working time, for broken minutes, and ten years ahead', () => {
    const never = weekdays('UTC');
    expect(() => addWorkingMinutes('2026-11-20T10:00:00.000Z', 1, never)).toThrow('no working time');
    expect(() => addWorkingMinutes('2026-11-20T10:00:00.000Z', 1.5, office)).toThrow('whole number');
    expect(() => addWorkingMinutes('2026-11-20T10:00:00.000Z', -1, office)).toThrow('whole number');
    expect(() => addWorkingMinutes('2026-11-20T10:00:00.000Z', 100_000_000, office)).toThrow('ten years');
  });
});

describe('working time', () => {
  it('includes the opening and ends before the closing minute', () => {
    expect(isWorking('2026-11-20T08:59:59.999Z', office)).toBe(false);
    expect(isWorking('2026-11-20T09:00:00.000Z', office)).toBe(true);
    expect(isWorking('2026-11-20T16:59:59.999Z', office)).toBe(true);
    expect(isWorking('2026-11-20T17:00:00.000Z', office)).toBe(false);
  });
});

describe('for any schedule, start and minutes', () => {
  const start = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }).map(instantOf);
  const minutes = fc.integer({ min: 0, max: 5_000 });
  const day = fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 })
    .map((edges) => edges.sort((a, b) => a - b))
    .map((edges) =>
      edges.flatMap((from, n) => (n % 2 || edges[n + 1] === undefined ? [] : [{ from, to: edges[n + 1] ?? 0 }])),
    );
  const schedule = fc.record({
    zone: fc.constantFrom(
      'UTC',
      'America/New_York',
      'Europe/Berlin',
      'Africa/Cairo',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    ),
    week: fc.array(day, { minLength: 7, maxLength: 7 }),
    holidays: fc.constantFrom<string[]>([], ['2026-03-09', '2026-12-25']),
  });

  it('deadlines add up', () => {
    fc.assert(
      fc.property(start, minutes, minutes, schedule, (at, a, b, hours) => {
        expect(addWorkingMinutes(addWorkingMinutes(at, a, hours), b, hours)).toBe(addWorkingMinutes(at, a + b, hours));
      }),
    );
  });

  it('as many minutes lie before a deadline as it counts', () => {
    fc.assert(
      fc.property(start, minutes, schedule, (at, m, hours) => {
        expect(workingMinutesBetween(at, addWorkingMinutes(at, m, hours), hours)).toBe(m);
      }),
    );
  });

  it('a later start or more minutes never give an earlier deadline', () => {
    fc.assert(
      fc.property(start, start, minutes, fc.integer({ min: 0, max: 600 }), schedule, (s, t, m, more, hours) => {
        const [early, late] = s < t ? [s, t] : [t, s];
        expect(addWorkingMinutes(early, m, hours) <= addWorkingMinutes(late, m, hours)).toBe(true);
        expect(addWorkingMinutes(early, m, hours) <= addWorkingMinutes(early, m + more, hours)).toBe(true);
      }),
    );
  });

  it('the moment before a deadline is working time', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 5_000 }), schedule, (at, m, hours) => {
        const deadline = addWorkingMinutes(at, m, hours);
        expect(isWorking(instantOf(epochMs(deadline) - 1), hours)).toBe(true);
      }),
    );
  });
});
