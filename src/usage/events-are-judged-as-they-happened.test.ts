import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from '../kernel/values/instants.js';
import { eventTypeOf } from './catalogue.js';
import { choose } from './choose.js';
import { slotNames } from './dedup.js';
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

const OWNER = { masterSecret: '5e'.repeat(32), tenantId: 'tenant' };
const slotOf = slotNames(OWNER, 'UTC');
const slotFor = (event: ArrivedEvent) => ({ key: slotOf(event) as string, lastAt: null, kept: 0 });

/** All of these events share one slot. */
const keptOf = (drawn: Drawn[]): number[] => {
  const slots = drawn.slice(0, 1).map(({ event }) => slotFor(event));
  const { wanted } = choose(drawn, { slots, known: [] }, slotOf);
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
        expect(keptOf(drawnAt('paywall_view', given))).toEqual(expected);
      }),
    );
  });

  it('of an id that comes twice, with two sessions, one takes a place', () => {
    const [first, second] = drawnAt('paywall_view', [0, 1]) as [Drawn, Drawn];
    second.event.externalId = first.event.externalId;
    second.event.sessionId = 'other';
    const [third] = drawnAt('paywall_view', [2]) as [Drawn];
    third.event = { ...third.event, externalId: 'third', sessionId: 'other' };
    const slots = [first, third].map(({ event }) => slotFor(event));
    const { wanted, decided } = choose([first, second, third], { slots, known: [] }, slotOf);
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
        expect(keptOf(drawnAt('pricing_quote_run', given))).toEqual(expected);
      }),
    );
  });

  it('the slot is one of its tenant, user and session, and its name tells neither', () => {
    const [{ event }] = drawnAt('paywall_view', [0]) as [Drawn];
    const others = [
      slotOf({ ...event, userId: 'v' }),
      slotOf({ ...event, sessionId: 's' }),
      slotNames({ ...OWNER, tenantId: 'other' }, 'UTC')(event),
      slotNames({ ...OWNER, masterSecret: '5f'.repeat(32) }, 'UTC')(event),
    ];
    const name = slotOf(event);
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(slotNames(OWNER, 'UTC')({ ...event })).toBe(name);
    expect(new Set([name, ...others]).size).toBe(5);
  });
});
