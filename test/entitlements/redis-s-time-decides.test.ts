import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Clock } from '../../src/kernel/clock.js';
import { ManualClock } from '../kit/clock.js';
import { quota, quotaRoom } from './quota-room.js';

const off = (hours: number): Clock => ({ now: () => Date.now() + hours * 3_600_000 });

describe('processes whose clocks are wrong', () => {
  it('count in the same windows', async () => {
    const room = quotaRoom({
      quotas: [
        quota({ limit: 100 }),
        quota({ name: 'month', window: 'month', limit: 1_000 }),
        quota({ name: 'calls', window: 'hour', limit: 1_000 }),
      ],
      zone: 'Asia/Kathmandu',
    });
    const request = { subject: {}, mode: 'consume', amounts: { tokens: 10 } } as const;
    const clocks = [-1, 1, -24, 24, -24 * 400, 24 * 400];
    const answers = [await room.check({ tokens: 10 })];
    for (const hours of clocks) {
      const answer = await room.another(off(hours)).check(room.tenantId, request);
      if (answer.__typename === 'QuotaDecision') answers.push(answer);
    }
    expect(answers.map(({ states }) => states[0]?.used)).toEqual([10, 20, 30, 40, 50, 60, 70]);
    for (const place of [0, 1]) expect(new Set(answers.map(({ states }) => states[place]?.resetsAt)).size).toBe(1);
    expect(answers.every(({ decidedAt }) => Math.abs(Date.parse(decidedAt) - Date.now()) < 60_000)).toBe(true);
  });
});

describe('windows', () => {
  it('turn at the midnight of the zone at a month end, and where clocks change', async () => {
    const turns: [zone: string, turn: string, hours: number, isMonthEnd: boolean][] = [
      ['Pacific/Kiritimati', '2026-11-30T10:00:00.000Z', 24, true],
      ['Asia/Kolkata', '2026-11-30T18:30:00.000Z', 24, true],
      ['Europe/Berlin', '2026-11-30T23:00:00.000Z', 24, true],
      ['America/St_Johns', '2026-12-01T03:30:00.000Z', 24, true],
      ['Pacific/Pago_Pago', '2026-12-01T11:00:00.000Z', 24, true],
      ['Europe/Berlin', '2026-03-28T23:00:00.000Z', 23, false],
      ['America/New_York', '2026-11-01T04:00:00.000Z', 25, true],
    ];
    for (const [zone, turn, hours, isMonthEnd] of turns) {
      const clock = new ManualClock(turn);
      clock.advance({ ms: -1 });
      const room = quotaRoom({
        quotas: [quota({ limit: 10 }), quota({ name: 'month', window: 'month', limit: 15 })],
        ...{ zone, clock },
      });
      expect(await room.check({ tokens: 10 })).toMatchObject({ states: [{ resetsAt: turn }, {}] });
      expect(await room.check({ tokens: 1 })).toMatchObject({ allowed: false, denial: { retryAfterMs: 1 } });
      clock.advance({ ms: 1 });
      const next = await room.check({ tokens: 6 });
      expect([zone, next.allowed]).toEqual([zone, isMonthEnd]);
      const { states } = await room.check({ tokens: 1 });
      expect(Date.parse(states[0]?.resetsAt ?? '') - Date.parse(turn)).toBe(hours * 3_600_000);
    }
  });

  it('carry what was used into the window of another zone', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 10 })], clock: new ManualClock('2026-03-04T15:00:00.000Z') });
    await room.check({ tokens: 9 });
    room.terms = { ...room.terms, zone: 'Asia/Tokyo' };
    expect(await room.check({ tokens: 2 })).toMatchObject({ allowed: false, denial: { used: 9 } });
  });
});

describe('what lies in Redis', () => {
  it('has one hash tag for each tenant and an end', async () => {
    const room = quotaRoom({
      quotas: [
        quota({ limit: 10 }),
        quota({ name: 'of_a_user', level: 'user', limit: 0 }),
        quota({ name: 'calls', meter: 'api_calls', window: 'minute', limit: 5 }),
        quota({ name: 'sessions', meter: 'sessions', window: 'concurrent', limit: 5 }),
      ],
      grants: [{ id: 'g', quota: 'tokens_per_day', amount: 5, expiresAt: '2036-01-01T00:00:00.000Z' }],
    });
    await room.check({ tokens: 9, api_calls: 5, sessions: 1 }, { mode: 'reserve', key: 'k' });
    await room.check({ tokens: 3 });
    await room.check({ tokens: 30 });
    await room.check({ tokens: 1 }, { subject: { userId: 'ada' } });
    await room.check({ tokens: 1 }, { subject: { userId: 'ada' } });
    const redis = new Redis(process.env.REDIS_URL as string);
    try {
      const keys = await redis.keys(`${room.prefix}:*`);
      const base = `${room.prefix}:quota:{${room.tenantId}}:`;
      const kinds = keys.map((key) => key.slice(base.length).replace(/^(reservation|seen|asked):.*/, '$1'));
      expect(kinds.sort()).toEqual(
        ['asked', 'denials', 'grant:g', 'news', 'open', 'reservation', 'seen', 'subjects', 'tenant', 'user:ada'].sort(),
      );
      expect(keys.every((key) => key.startsWith(base))).toBe(true);
      for (const key of keys) expect([key, (await redis.pttl(key)) > 0]).toEqual([key, true]);
    } finally {
      redis.disconnect();
    }
  });
});
