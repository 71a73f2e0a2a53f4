import { describe, expect, it } from '@jest/globals';
import { alwaysIn, type Calendar } from './rollup/windows.js';
import { boundsOf, type UsageQuestion, usageQuestion } from './usage-asked.js';

const NOW = Date.parse('2026-03-20T12:00:00.000Z');

function asked(input: object): UsageQuestion {
  const read = usageQuestion(input, NOW);
  if ('invalid' in read) throw new Error(JSON.stringify(read.invalid));
  return read.question;
}
const bounds = (input: object, calendar: Calendar) => boundsOf(asked(input), calendar, NOW);

describe('a date of which usage is asked for', () => {
  it.each([
    // Clocks go forward in the night of the 8th: the day has 23 hours.
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    ['Asia/Kolkata', '2026-03-08', '2026-03-07T18:30:00.000Z', '2026-03-08T18:30:00.000Z'],
    // There is no midnight: clocks jump from it to one o'clock.
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
    // Clocks go back: the day has 25 hours.
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['UTC', '2026-03-08', '2026-03-08T00:00:00.000Z', '2026-03-09T00:00:00.000Z'],
  ])('in %s, %s, begins and ends at midnight there', (zone, startDate, from, to) => {
    const endDate = new Date(Date.parse(startDate) + 86_400_000).toISOString().slice(0, 10);
    expect(bounds({ startDate, endDate }, alwaysIn(zone))).toEqual({ from, to });
  });

  it('begins by the zone whose days were counted then', () => {
    const calendar = [
      { from: '', zone: 'America/New_York' },
      { from: '2026-03-01T05:00:00.000Z', zone: 'America/Los_Angeles' },
    ];
    expect(bounds({ startDate: '2026-02-27', endDate: '2026-03-02' }, calendar)).toEqual({
      from: '2026-02-27T05:00:00.000Z',
      to: '2026-03-02T08:00:00.000Z',
    });
  });

  it('stands beside an instant, which is what it says', () => {
    const zone = alwaysIn('Asia/Tokyo');
    expect(bounds({ startDate: '2026-03-20' }, zone)).toEqual({
      from: '2026-03-19T15:00:00.000Z',
      to: '2026-03-20T12:00:00.000Z',
    });
    const { from, to } = bounds({ startDate: '2026-03-21', endDate: '2026-03-20T16:00:00Z' }, zone);
    expect([from, to]).toEqual(['2026-03-20T15:00:00.000Z', '2026-03-20T16:00:00.000Z']);
  });

  it.each([
    [{ startDate: '2026-03-04', endDate: '2026-03-04' }, 'endDate'],
    [{ startDate: '2026-03-05T00:00:00Z', endDate: '2026-03-04T00:00:00Z' }, 'endDate'],
    [{ startDate: '2024-03-05' }, 'startDate'],
    [{ startDate: '2026-02-30' }, 'startDate'],
  ])('is refused in %j', (input, path) => {
    expect(usageQuestion(input, NOW)).toMatchObject({ invalid: { fields: [{ path }] } });
  });
});
