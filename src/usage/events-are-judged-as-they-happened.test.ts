import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from '../kernel/values/instants.js';
import { eventTypeOf } from './catalogue.js';
import { choose } from './choose.js';
import type { ArrivedEvent } from './event.js';
import type { Drawn } from './keep-metered.js';

const START = Date.UTC(2026, 2, 4);
const MINUTE = 60_000;

/** Events of one type and session, so many minutes after midnight. */
const drawnAt = (type: string, minutes: number[]): Drawn[] =>
  minutes.map((minute, n) => ({ id: `id${n}`, event: eventAt(type, minute, n) }));

const eventAt = (name: string, minute: number, n: number): ArrivedEvent => ({
  type: eventTypeOf(name) as ArrivedEvent['type'],
  name,
  source: 's',
  externalId: `e${n}`,
  occurredAt: instantOf(START + minute * MINUTE),
  userId: 'u',
  workspaceId: 'w',
  sessionId: 't',
  seatType: null,
  entitlement: null,
  amount: null,
  asset: null,
  metadata: {},
  contentSha256: `${n}`,
});

/** An empty slot for whatever key is asked for first: all of these events share one. */
const keptOf = (drawn: Drawn[], key: string): number[] => {
  const slots = [{ key, lastAt: null, kept: 0 }];
  const { wanted } = choose(drawn, { slots, known: [] }, 'UTC');
  return wanted.map(({ one }) => (Date.parse(one.event.occurredAt) - START) / MINUTE);
};

const minutes = fc.array(fc.integer({ min: 0, max: 1_439 }), { maxLength: 60 });

describe('of events that share a slot', () => {
  it('of a session, those are kept that begin 30 minutes or more after the last one kept, in any order of arrival', () => {
    fc.assert(
      fc.property(minutes, (given) => {
        const expected: number[] = [];
        for (const minute of given.toSorted((a, b) => a - b)) {
          if (expected.length === 0 || minute - (expected.at(-1) as number) >= 30) expected.push(minute);
        }
        expect(keptOf(drawnAt('paywall_view', given), '["paywall_view","w","u","t"]')).toEqual(expected);
      }),
    );
  });

  it('of an id that comes twice, with two sessions, one takes a place', () => {
    const [first, second] = drawnAt('paywall_view', [0, 1]) as [Drawn, Drawn];
    second.event.externalId = first.event.externalId;
    second.event.sessionId = 'other';
    const [third] = drawnAt('paywall_view', [2]) as [Drawn];
    third.event = { ...third.event, externalId: 'third', sessionId: 'other' };
    const slots = ['t', 'other'].map((session) => ({
      key: `["paywall_view","w","u","${session}"]`,
      lastAt: null,
      kept: 0,
    }));
    const { wanted, decided } = choose([first, second, third], { slots, known: [] }, 'UTC');
    expect(wanted.map(({ one, slot }) => [one, slot?.key])).toEqual([
      [first, slots[0]?.key],
      [second, undefined],
      [third, slots[1]?.key],
    ]);
    expect(decided.size).toBe(0);
  });

  it('of a day, the first ten are kept', () => {
    fc.assert(
      fc.property(minutes, (given) => {
        const expected = given.toSorted((a, b) => a - b).slice(0, 10);
        expect(keptOf(drawnAt('pricing_quote_run', given), '["pricing_quote_run","w","2026-03-04"]')).toEqual(expected);
      }),
    );
  });
});
