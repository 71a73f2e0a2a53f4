import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../kit/clock.js';
import { quota, quotaRoom } from './quota-room.js';

const START = '2026-03-04T15:00:00.000Z';
const calls = (limit: number | null) => quota({ name: 'calls', meter: 'api_calls', window: 'minute', limit });

describe('a rate', () => {
  it('lets its limit through at once, then one whenever one has drained', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({ quotas: [calls(30)], clock });
    expect(await room.check({ api_calls: 30 })).toMatchObject({ allowed: true, states: [{ used: 30, remaining: 0 }] });
    expect(await room.check({ api_calls: 1 })).toMatchObject({ allowed: false, denial: { retryAfterMs: 2_000 } });
    clock.advance({ ms: 1_999 });
    expect(await room.check({ api_calls: 1 })).toMatchObject({ allowed: false, denial: { retryAfterMs: 1 } });
    clock.advance({ ms: 1 });
    expect(await room.check({ api_calls: 1 })).toMatchObject({ allowed: true });
    expect(await room.check({ api_calls: 1 })).toMatchObject({ allowed: false });
    clock.advance({ minutes: 1 });
    expect(await room.used('calls')).toBe(0);
  });

  it('tells truly when to try again, whatever is asked for and the limit', async () => {
    for (const [limit, asked] of [
      [7, 3],
      [13, 13],
      [1_000_000, 77_777],
      [1, 1],
    ] as const) {
      const clock = new ManualClock(START);
      const room = quotaRoom({ quotas: [calls(limit)], clock });
      await room.check({ api_calls: limit });
      clock.advance({ ms: 1_234 });
      const { denial } = await room.check({ api_calls: asked });
      if (!denial?.retryAfterMs) continue;
      clock.advance({ ms: denial.retryAfterMs - 1 });
      expect(await room.check({ api_calls: asked }, { mode: 'look' })).toMatchObject({ allowed: false });
      clock.advance({ ms: 1 });
      expect(await room.check({ api_calls: asked })).toMatchObject({ allowed: true });
    }
  });

  it('tells of no time when waiting does not help', async () => {
    const room = quotaRoom({ quotas: [calls(30), quota({ limit: 10 })], clock: new ManualClock(START) });
    expect(await room.check({ api_calls: 31 })).toMatchObject({ denial: { retryAfterMs: null } });
    expect(await room.check({ tokens: 11 })).toMatchObject({ denial: { retryAfterMs: null } });
  });

  it('waits for the limit that is free last, of all that are hit', async () => {
    const room = quotaRoom({ quotas: [calls(30), quota({ limit: 10 })], clock: new ManualClock(START) });
    await room.check({ api_calls: 30, tokens: 10 });
    expect(await room.check({ api_calls: 1, tokens: 1 })).toMatchObject({
      denial: { quota: 'calls', retryAfterMs: 9 * 3_600_000 },
    });
  });

  it('keeps what was used when its limit moves, from and to unlimited too', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({ quotas: [calls(30)], clock });
    await room.check({ api_calls: 30 });
    const move = (limit: number | null) => {
      room.terms = { ...room.terms, quotas: [calls(limit)] };
    };
    move(60);
    expect(await room.check({ api_calls: 31 })).toMatchObject({ allowed: false, denial: { used: 30, limit: 60 } });
    expect(await room.check({ api_calls: 30 })).toMatchObject({ allowed: true });
    move(null);
    expect(await room.check({ api_calls: 40 })).toMatchObject({ allowed: true, states: [{ used: 100, limit: null }] });
    move(120);
    expect(await room.check({ api_calls: 21 })).toMatchObject({
      allowed: false,
      denial: { used: 100, retryAfterMs: 500 },
    });
  });

  it('gives back no more than has not drained', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({ quotas: [calls(10)], clock });
    const { reservationId } = await room.check({ api_calls: 10 }, { mode: 'reserve' });
    clock.advance({ ms: 30_000 });
    await room.check({ api_calls: 5 });
    await room.quotas.release(room.tenantId, reservationId as string);
    expect(await room.check({ api_calls: 6 })).toMatchObject({ allowed: false });
    expect(await room.check({ api_calls: 5 })).toMatchObject({ allowed: true });
  });
});
