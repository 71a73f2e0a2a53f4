import { describe, expect, it } from '@jest/globals';
import { GENERATED, type GeneratedEvent } from '../../demo/generated-event.js';
import { DAYS, monthOfUsage } from '../../demo/month-of-usage.js';

const UNTIL = '2026-11-20T19:20:00.000Z';
const ZONE = 'America/New_York';
const MOST = 30;
const workers = Array.from({ length: 41 }, (_, n) => ({
  userId: `u${n}`,
  handle: `rep-${n}`,
  later: [0, 1, 3][n % 3] ?? 0,
}));
const asked = { until: UNTIL, zone: ZONE, workers, messagesADay: MOST };
const month = monthOfUsage(asked);

const part = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, ...options });
  return ({ occurredAt }: GeneratedEvent) => format.format(new Date(occurredAt));
};
const day = part({ dateStyle: 'short' });
const weekday = part({ weekday: 'short' });
const clock = part({ hour: '2-digit', hour12: false });
const hour = (event: GeneratedEvent) => Number(clock(event)) % 24;

const countBy = (events: readonly GeneratedEvent[], of: (event: GeneratedEvent) => string) => {
  const counts = new Map<string, number>();
  for (const event of events) counts.set(of(event), (counts.get(of(event)) ?? 0) + 1);
  return counts;
};
const ofPeople = month.filter(({ userId }) => userId !== null);
const messages = month.filter(({ type, metadata }) => type === 'chat_message' && metadata.direction === 'sent');
const taken = messages.filter(({ metadata }) => metadata.status_code === 200);
const refused = messages.filter(({ metadata }) => metadata.status_code === 429);
const byPersonAndDay = (events: GeneratedEvent[]) => countBy(events, (event) => `${event.userId} ${day(event)}`);

describe("the demo's month of usage", () => {
  it('is the same whenever it is made, says that it was made, and names each event once', () => {
    expect(JSON.stringify(monthOfUsage(asked))).toBe(JSON.stringify(month));
    expect(new Set(month.map(({ externalId }) => externalId)).size).toBe(month.length);
    expect(new Set(month.map(({ source }) => source))).toEqual(new Set([GENERATED]));
    expect(month.length).toBeGreaterThan(10_000);
    expect(month.length).toBeLessThan(30_000);
  });

  it('covers thirty days in their order, and nothing beyond the hour that it ends at', () => {
    const instants = month.map(({ occurredAt }) => occurredAt);
    expect(instants).toEqual([...instants].sort());
    expect(instants.at(-1)?.localeCompare(UNTIL)).toBe(-1);
    const begin = new Date(Date.parse(UNTIL) - DAYS * 86_400_000).toISOString();
    expect(begin.localeCompare(instants[0] ?? '')).toBeLessThanOrEqual(0);
    expect(new Set(month.map(day)).size).toBe(DAYS + 1);
  });

  it('keeps working hours and weekdays, and grows', () => {
    const atWork = ofPeople.filter((event) => hour(event) >= 8 && hour(event) < 21).length;
    expect(atWork / ofPeople.length).toBeGreaterThan(0.9);
    const byDay = countBy(ofPeople, weekday);
    const most = Math.max(...byDay.values());
    for (const name of ['Sat', 'Sun']) expect((byDay.get(name) ?? 0) / most).toBeLessThan(0.15);
    const middle = month.findIndex(({ occurredAt }) => occurredAt > '2026-11-05T19:20:00.000Z');
    expect((month.length - middle) / middle).toBeGreaterThan(1.1);
  });

  it('has people who come to their limit and are refused beyond it, and many who do not', () => {
    const sent = byPersonAndDay(taken);
    expect(Math.max(...sent.values())).toBe(MOST);
    for (const key of byPersonAndDay(refused).keys()) expect(sent.get(key)).toBe(MOST);
    const people = new Set(refused.map(({ userId }) => userId));
    expect(people.size).toBeGreaterThan(1);
    expect(people.size).toBeLessThan(workers.length / 2);
    const seen = month.filter(({ type }) => type === 'paywall_view').map(({ sessionId }) => sessionId);
    expect(new Set(seen)).toEqual(new Set(refused.map(({ sessionId }) => sessionId)));
  });

  it.each(['2026-11-20T19:20:00.000Z', '2026-11-22T05:20:00.000Z', '2026-03-08T15:00:00.000Z'])(
    'has somebody at the limit and somebody near it on the day that it ends, %s',
    (until) => {
      const today = day({ occurredAt: until } as GeneratedEvent);
      const ending = monthOfUsage({ ...asked, until }).filter((event) => day(event) === today);
      const sent = ending.filter(
        ({ type, metadata }) =>
          type === 'chat_message' && metadata.direction === 'sent' && metadata.status_code === 200,
      );
      const most = [...byPersonAndDay(sent).values()].sort((a, b) => b - a);
      expect(most[0]).toBe(MOST);
      expect(most[1]).toBeGreaterThanOrEqual(0.8 * MOST);
      expect(ending.filter(({ metadata }) => metadata.status_code === 429).length).toBeGreaterThanOrEqual(3);
    },
  );

  it('has one bad afternoon, in which calls fail', () => {
    const calls = month.filter(({ type }) => type === 'api_call');
    const failed = countBy(
      calls.filter(({ metadata }) => metadata.status_code === 503),
      day,
    );
    const [worst, next] = [...failed.values()].sort((a, b) => b - a);
    expect(worst ?? 0).toBeGreaterThan(3 * (next ?? 0));
  });
});
