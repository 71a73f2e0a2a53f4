import { describe, expect, it } from '@jest/globals';
import type { QuotaFinalised } from '../../src/entitlements/quota/quota.js';
import { ManualClock } from '../kit/clock.js';
import { type QuotaRoom, quota, quotaRoom } from './quota-room.js';

const START = '2026-03-04T15:00:00.000Z';
const reserve = { mode: 'reserve' } as const;

async function finalise(room: QuotaRoom, id: string | null, amounts: Record<string, number>): Promise<QuotaFinalised> {
  const ended = await room.quotas.finalise(room.tenantId, id ?? '', amounts);
  if (ended.__typename !== 'QuotaFinalised') throw new Error(JSON.stringify(ended));
  return ended;
}

describe('a reservation', () => {
  it('counts at once, and what was used instead when it is finalised', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 200 })], clock: new ManualClock(START) });
    const { reservationId, reservedUntil } = await room.check({ tokens: 150 }, reserve);
    expect(reservedUntil).toBe('2026-03-04T15:01:00.000Z');
    expect(await room.check({ tokens: 100 })).toMatchObject({ allowed: false });
    expect(await finalise(room, reservationId, { tokens: 80 })).toMatchObject({ overruns: [], states: [{ used: 80 }] });
    expect(await room.check({ tokens: 100 })).toMatchObject({ allowed: true });
  });

  it('finalised with more than the limit says so, and leaves it to count against the next check', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 200 })], clock: new ManualClock(START) });
    const { reservationId } = await room.check({ tokens: 150 }, reserve);
    const ended = await finalise(room, reservationId, { tokens: 260 });
    expect(ended.overruns).toEqual([
      { quota: 'tokens_per_day', meter: 'tokens', level: 'tenant', subject: '', limit: 200, used: 260, over: 60 },
    ]);
    expect(await room.check({ tokens: 1 })).toMatchObject({ allowed: false, denial: { used: 260 } });
  });

  it('finalised twice, or released after that, changes nothing', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 200 })], clock: new ManualClock(START) });
    const { reservationId } = await room.check({ tokens: 150 }, reserve);
    const ended = await finalise(room, reservationId, { tokens: 260 });
    expect(await finalise(room, reservationId, { tokens: 10 })).toEqual(ended);
    await room.quotas.release(room.tenantId, reservationId as string);
    expect(await room.used('tokens_per_day')).toBe(260);
  });

  it('counts a meter that finalising does not name as it was reserved', async () => {
    const room = quotaRoom({
      quotas: [quota({ limit: 200 }), quota({ name: 'messages', meter: 'chat_messages', limit: 10 })],
      clock: new ManualClock(START),
    });
    const { reservationId } = await room.check({ tokens: 150, chat_messages: 1 }, reserve);
    await finalise(room, reservationId, { tokens: 20 });
    expect([await room.used('tokens_per_day'), await room.used('messages')]).toEqual([20, 1]);
  });

  it('gives everything back when it is released or expires', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({ quotas: [quota({ limit: 200 })], clock });
    const { reservationId } = await room.check({ tokens: 150 }, reserve);
    await room.quotas.release(room.tenantId, reservationId as string);
    expect(await room.used('tokens_per_day')).toBe(0);
    await room.check({ tokens: 150 }, { ...reserve, reserveForMs: 5_000 });
    clock.advance({ ms: 4_999 });
    expect(await room.used('tokens_per_day')).toBe(150);
    clock.advance({ ms: 1 });
    expect(await room.used('tokens_per_day')).toBe(0);
  });

  it('that has expired is finalised all the same: what was used is counted', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({ quotas: [quota({ limit: 200 })], clock });
    const { reservationId } = await room.check({ tokens: 150 }, reserve);
    clock.advance({ minutes: 10 });
    expect(await room.used('tokens_per_day')).toBe(0);
    expect(await finalise(room, reservationId, { tokens: 170 })).toMatchObject({ states: [{ used: 170 }] });
    expect(await finalise(room, reservationId, { tokens: 170 })).toMatchObject({ states: [{ used: 170 }] });
    clock.advance({ days: 3 });
    expect(await room.quotas.release(room.tenantId, 'unknown')).toMatchObject({ __typename: 'NotFound' });
  });

  it('leaves in the window that is over what was reserved there, and counts now what is beyond it', async () => {
    const clock = new ManualClock('2026-03-04T23:59:59.000Z');
    const room = quotaRoom({ quotas: [quota({ limit: 200 })], clock });
    const less = await room.check({ tokens: 50 }, reserve);
    const more = await room.check({ tokens: 50 }, reserve);
    clock.advance({ ms: 2_000 });
    await finalise(room, less.reservationId, { tokens: 20 });
    expect(await room.used('tokens_per_day')).toBe(0);
    await finalise(room, more.reservationId, { tokens: 80 });
    expect(await room.used('tokens_per_day')).toBe(30);
  });

  it("is another tenant's as if it were not there", async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 200 })] });
    const other = quotaRoom({ quotas: [quota({ limit: 200 })] });
    const { reservationId } = await room.check({ tokens: 150 }, reserve);
    expect(await other.quotas.finalise(other.tenantId, reservationId as string, { tokens: 1 })).toMatchObject({
      __typename: 'NotFound',
    });
  });
});

describe('what is held', () => {
  const sessions = quota({ name: 'sessions', meter: 'sessions', window: 'concurrent', level: 'user', limit: 2 });

  it('is held until it is given back, in whatever mode it was asked for', async () => {
    const room = quotaRoom({ quotas: [sessions, quota({ limit: 1_000 })], clock: new ManualClock(START) });
    const ada = { subject: { userId: 'ada' } };
    const first = await room.check({ sessions: 1, tokens: 10 }, ada);
    const second = await room.check({ sessions: 1 }, { ...ada, ...reserve });
    const third = await room.check({ sessions: 1 }, ada);
    expect(third).toMatchObject({ allowed: false, denial: { quota: 'sessions', retryAfterMs: null } });
    expect(await room.check({ sessions: 1 }, { subject: { userId: 'bob' } })).toMatchObject({ allowed: true });
    await finalise(room, second.reservationId, {});
    expect(await room.used('sessions', ada.subject)).toBe(1);
    await room.quotas.release(room.tenantId, first.reservationId as string);
    expect(await room.used('sessions', ada.subject)).toBe(0);
    // What was consumed beside it stays consumed.
    expect(await room.used('tokens_per_day')).toBe(10);
  });

  it('is free again when nobody gives it back in time', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({ quotas: [{ ...sessions, level: 'tenant' }], clock });
    await room.check({ sessions: 2 }, { ...reserve, reserveForMs: 3_600_000 });
    clock.advance({ minutes: 59 });
    expect(await room.check({ sessions: 1 })).toMatchObject({ allowed: false });
    clock.advance({ minutes: 1 });
    expect(await room.check({ sessions: 2 })).toMatchObject({ allowed: true });
  });
});
