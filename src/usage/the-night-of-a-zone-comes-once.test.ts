import { describe, expect, it } from '@jest/globals';
import { lastNight } from './reconciliation-due.js';

const nightAt = (at: string, zone: string) => lastNight(Date.parse(at), zone);

describe("two o'clock in the night", () => {
  it.each([
    ['2026-03-04T12:00:00Z', 'UTC', '2026-03-04T02:00:00.000Z'],
    ['2026-03-04T01:59:59.999Z', 'UTC', '2026-03-03T02:00:00.000Z'],
    ['2026-03-04T02:00:00Z', 'UTC', '2026-03-04T02:00:00.000Z'],
    ['2026-03-04T06:59:00Z', 'America/New_York', '2026-03-03T07:00:00.000Z'],
    ['2026-03-04T07:00:00Z', 'America/New_York', '2026-03-04T07:00:00.000Z'],
    ['2026-03-03T20:14:00Z', 'Asia/Kathmandu', '2026-03-02T20:15:00.000Z'],
    ['2026-03-03T20:15:00Z', 'Asia/Kathmandu', '2026-03-03T20:15:00.000Z'],
  ])('before %s in %s was at %s', (at, zone, night) => {
    expect(nightAt(at, zone)).toBe(night);
  });

  it('is the first instant after it where clocks skip it, and its first coming where they go back', () => {
    expect(nightAt('2026-03-08T12:00:00Z', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
    expect(nightAt('2026-10-25T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T00:00:00.000Z');
  });

  it('comes once a day all year round', () => {
    const nights = new Set<string>();
    for (let at = Date.UTC(2026, 0, 1, 12); at < Date.UTC(2027, 0, 1, 12); at += 900_000) {
      nights.add(nightAt(new Date(at).toISOString(), 'America/New_York'));
    }
    expect(nights.size).toBe(366);
  });
});
