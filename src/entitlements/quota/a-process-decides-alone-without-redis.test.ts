import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '../../../test/kit/clock.js';
import { epochMs, instantOf } from '../../kernel/values/instants.js';
import { DegradedQuotas } from './degraded-quotas.js';
import { DenialIds } from './denial-ids.js';
import type { Quota, QuotaDecision, QuotaRequest, QuotaState, QuotaTerms } from './quota.js';

const NOON = epochMs('2026-03-04T12:00:00.000Z');
const MIDNIGHT = '2026-03-05T00:00:00.000Z';

const quota = (name: string, window: Quota['window'], limit: number | null, more: Partial<Quota> = {}): Quota => ({
  ...{ name, meter: 'tokens', window, level: 'tenant', limit, enforcement: 'hard' },
  ...more,
});

const terms = (quotas: Quota[], more: Partial<QuotaTerms> = {}): QuotaTerms => ({
  ...{ tenantId: 't', plan: 'trial', version: 'v1', zone: 'UTC', monthBegins: 1, quotas, grants: [] },
  ...{ announceAt: [8_000, 10_000], nearLimit: 8_000, withoutRedis: 'open' },
  ...more,
});

const tokens = (amount: number, more: Partial<QuotaRequest> = {}): QuotaRequest => ({
  ...{ subject: {}, amounts: { tokens: amount }, mode: 'consume' },
  ...more,
});

const alone = () =>
  new DegradedQuotas({
    clock: new ManualClock(instantOf(NOON)),
    masterSecret: '00'.repeat(32),
    denialIds: new DenialIds('00'.repeat(32)),
  });

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** What Redis answered at noon. */
const seen = (state: Partial<QuotaState>): QuotaState[] => [
  {
    ...{ quota: 'a_day', meter: 'tokens', window: 'day', level: 'tenant', subject: '', limit: 100, used: 0 },
    ...{ remaining: 0, percentage: 0, resetsAt: MIDNIGHT, isNearLimit: false },
    ...state,
  },
];

const decide = (limiter: DegradedQuotas, on: QuotaTerms, request: QuotaRequest, now: number) =>
  limiter.decide(on, request, now, null) as QuotaDecision;

const admitted = (limiter: DegradedQuotas, on: QuotaTerms, amounts: readonly number[], now = NOON): number => {
  let sum = 0;
  for (const amount of amounts) if (decide(limiter, on, tokens(amount), now).allowed) sum += amount;
  return sum;
};

describe('while Redis is away, a process', () => {
  it('lets through what was left of a window when it saw it last, and says that it decided alone', () => {
    const limiter = alone();
    limiter.saw(terms([]), seen({ used: 70 }));
    const on = terms([quota('a_day', 'day', 100)]);
    const decision = decide(limiter, on, tokens(20), NOON + 1_000);
    expect(decision).toMatchObject({ allowed: true, degraded: true, planVersion: 'v1' });
    expect(decision.states[0]).toMatchObject({
      used: 90,
      limit: 100,
      remaining: 10,
      percentage: 9_000,
      isNearLimit: true,
    });
    const denied = decide(limiter, on, tokens(11), NOON + 1_000);
    expect(denied).toMatchObject({ allowed: false, degraded: true });
    expect(denied.denial).toMatchObject({ quota: 'a_day', limit: 100, used: 90, requested: 11 });
    expect(denied.denial?.retryAfterMs).toBe(epochMs(MIDNIGHT) - NOON - 1_000);
    expect(decide(limiter, on, tokens(10), NOON + 1_000).allowed).toBe(true);
  });

  it('begins a window anew when the one it saw has ended, at midnight of the tenant', () => {
    const limiter = alone();
    limiter.saw(terms([]), seen({ used: 100 }));
    const on = terms([quota('a_day', 'day', 100)]);
    expect(decide(limiter, on, tokens(1), epochMs(MIDNIGHT) - 1).allowed).toBe(false);
    expect(decide(limiter, on, tokens(100), epochMs(MIDNIGHT)).allowed).toBe(true);
    expect(decide(limiter, on, tokens(1), epochMs(MIDNIGHT)).denial?.used).toBe(100);
  });

  it('is all or nothing over several quotas, and counts nothing for a look', () => {
    const limiter = alone();
    const on = terms([quota('a_day', 'day', 100), quota('per_user', 'day', 10, { level: 'user' })]);
    const asked = (amount: number, mode: QuotaRequest['mode']) =>
      decide(limiter, on, tokens(amount, { subject: { userId: 'u' }, mode }), NOON);
    expect(asked(11, 'consume').denial?.quota).toBe('per_user');
    expect(asked(10, 'look').allowed).toBe(true);
    expect(asked(10, 'consume').states.map(({ used }) => used)).toEqual([10, 10]);
    expect(asked(1, 'consume').denial?.quota).toBe('per_user');
    // A level without its subject is not checked.
    expect(decide(limiter, on, tokens(90), NOON).states).toHaveLength(1);
  });

  it('spaces a rate (GCRA) and says truly when to come again', () => {
    const limiter = alone();
    const on = terms([quota('a_minute', 'minute', 30)]);
    expect(admitted(limiter, on, Array(40).fill(1))).toBe(30);
    const denial = decide(limiter, on, tokens(1), NOON).denial;
    expect(denial?.retryAfterMs).toBe(2_000);
    expect(decide(limiter, on, tokens(1), NOON + 1_999).allowed).toBe(false);
    expect(decide(limiter, on, tokens(1), NOON + 2_000).allowed).toBe(true);
    expect(decide(limiter, on, tokens(31), NOON + 600_000).denial?.retryAfterMs).toBeNull();
  });

  it('goes on with a rate where it saw it last', () => {
    const limiter = alone();
    limiter.saw(terms([]), seen({ quota: 'a_minute', window: 'minute', limit: 30, used: 30 }));
    const on = terms([quota('a_minute', 'minute', 30)]);
    expect(admitted(limiter, on, Array(40).fill(1), NOON + 10_000)).toBe(5);
  });

  it('answers a key once for the same, and not for something else under it; a denial may be tried again', () => {
    const limiter = alone();
    const on = terms([quota('a_day', 'day', 100)]);
    const ask = (amount: number, key: string) => limiter.decide(on, tokens(amount, { key }), NOON, null);
    expect(ask(150, 'denied')).toMatchObject({ allowed: false });
    const first = ask(1, 'k');
    expect(ask(1, 'k')).toBe(first);
    expect(ask(60, 'k')).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect(ask(90, 'denied')).toMatchObject({ allowed: true, states: [{ used: 91 }] });
  });

  it('takes down nothing of reservations that are nobody’s, and of the rest no more than it can keep', () => {
    const limiter = alone();
    const on = terms([quota('a_day', 'day', 100)]);
    const other = { ...on, tenantId: 'other' };
    for (const id of ['made up', 'alone.W10.AAAAAAAAAAAAAAAAAAAAAA', 'x'.repeat(4_096)])
      expect(limiter.finaliseLater(on, id, { tokens: 1 }, NOON)).toBeNull();
    expect(limiter.journal.turn()).toEqual([]);
    for (let n = 0; n < 3; n++) limiter.finaliseLater(on, uuid(7), { tokens: 1 }, NOON);
    expect(limiter.journal.turn().flatMap(({ ends }) => ends)).toHaveLength(1);
    const storm = () => {
      for (let n = 0; n < 50_000; n++) limiter.finaliseLater(on, uuid(n), { tokens: 1 }, NOON);
    };
    expect(storm).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }));
    expect(decide(limiter, on, tokens(1), NOON).allowed).toBe(false);
    // What one tenant fills is its own.
    expect(decide(limiter, other, tokens(1), NOON).allowed).toBe(true);
  });

  it('holds what is reserved of a concurrent quota until it expires', () => {
    const limiter = alone();
    const on = terms([quota('at_once', 'concurrent', 2)]);
    const reserve = (now: number) => decide(limiter, on, tokens(1, { mode: 'reserve', reserveForMs: 5_000 }), now);
    expect(reserve(NOON)).toMatchObject({ allowed: true, reservedUntil: instantOf(NOON + 5_000) });
    expect(reserve(NOON + 1_000).reservationId).toMatch(/^alone\./);
    expect(reserve(NOON + 4_999).denial).toMatchObject({ used: 2, retryAfterMs: null });
    expect(reserve(NOON + 5_000).allowed).toBe(true);
  });

  it('lets nothing limited through where the terms are closed, and what is unlimited goes on', () => {
    const limiter = alone();
    const closed = { withoutRedis: 'closed' } as const;
    expect(decide(limiter, terms([quota('a_day', 'day', 100)], closed), tokens(1), NOON)).toMatchObject({
      allowed: false,
      denial: { quota: 'a_day', limit: 100, used: 0, requested: 1, retryAfterMs: 1_000 },
    });
    expect(decide(limiter, terms([quota('a_day', 'day', null)], closed), tokens(1), NOON).allowed).toBe(true);
  });

  it('never refuses for a soft quota, and counts an unlimited one', () => {
    const limiter = alone();
    const on = terms([quota('soft', 'day', 5, { enforcement: 'soft' }), quota('free', 'day', null)]);
    const decision = decide(limiter, on, tokens(9), NOON);
    expect(decision.allowed).toBe(true);
    expect(decision.states.map(({ used, remaining }) => [used, remaining])).toEqual([
      [9, 0],
      [9, null],
    ]);
  });

  it('counts grants that have not expired, as Redis told or, where it never did, as unspent', () => {
    const grants = [
      { id: 'g', quota: 'a_day', amount: 50, expiresAt: '2026-03-04T13:00:00.000Z' },
      { id: 'h', quota: 'a_day', amount: 7, expiresAt: '2026-03-04T11:00:00.000Z' },
    ];
    const on = terms([quota('a_day', 'day', 100)], { grants });
    expect(admitted(alone(), on, Array(20).fill(10))).toBe(150);
    const told = alone();
    told.saw(terms([]), seen({ used: 0, limit: 120 }));
    expect(admitted(told, on, Array(20).fill(10))).toBe(120);
  });

  it('never lets more through than a limit, whatever comes and however far it had seen', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.nat(250),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean()), { maxLength: 60 }),
        (limit, used, calls) => {
          const limiter = alone();
          limiter.saw(terms([]), seen({ used, limit }));
          const on = terms([quota('a_day', 'day', limit), quota('per_user', 'day', 40, { level: 'user' })]);
          let all = used;
          let users = 0;
          for (const [amount, withUser] of calls) {
            const subject = withUser ? { userId: 'u' } : {};
            const { allowed } = decide(limiter, on, tokens(amount, { subject }), NOON);
            if (!allowed) continue;
            all += amount;
            if (withUser) users += amount;
          }
          return all <= Math.max(limit, used) && users <= 40;
        },
      ),
    );
  });
});
