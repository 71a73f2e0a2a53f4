import { describe, expect, it } from '@jest/globals';
import type { QuotaGrant } from '../../src/entitlements/quota/quota.js';
import { ManualClock } from '../kit/clock.js';
import { quota, quotaRoom } from './quota-room.js';

const START = '2026-03-04T15:00:00.000Z';
const grant = (id: string, amount: number, expiresAt: string): QuotaGrant => ({
  ...{ id, amount, expiresAt },
  quota: 'tokens_per_day',
});
const SOON = grant('soon', 50, '2026-03-05T12:00:00.000Z');
const LATE = grant('late', 70, '2026-04-01T00:00:00.000Z');

const used = async (room: ReturnType<typeof quotaRoom>) =>
  Object.fromEntries(await room.quotas.grantsUsed(room.tenantId, ['soon', 'late']));

describe('a grant', () => {
  it('is spent after the plan, the first to expire first', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 100 })], grants: [LATE, SOON], clock: new ManualClock(START) });
    expect(await room.check({ tokens: 100 })).toMatchObject({ states: [{ limit: 220, remaining: 120 }] });
    expect(await used(room)).toEqual({ soon: 0, late: 0 });
    await room.check({ tokens: 60 });
    expect(await used(room)).toEqual({ soon: 50, late: 10 });
    expect(await room.check({ tokens: 61 })).toMatchObject({ allowed: false, denial: { limit: 220, used: 160 } });
    expect(await room.check({ tokens: 60 })).toMatchObject({ allowed: true });
  });

  it('that is used up stays so in the next window, which begins with the plan', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({ quotas: [quota({ limit: 100 })], grants: [SOON, LATE], clock });
    await room.check({ tokens: 160 });
    clock.advance({ hours: 10 });
    expect(await room.check({ tokens: 160 })).toMatchObject({ allowed: true, states: [{ limit: 160, used: 160 }] });
    expect(await used(room)).toEqual({ soon: 50, late: 70 });
    expect(await room.check({ tokens: 1 })).toMatchObject({ allowed: false });
  });

  it('is gone when it expires, and what it paid before stays paid', async () => {
    const clock = new ManualClock('2026-03-05T11:00:00.000Z');
    const room = quotaRoom({ quotas: [quota({ limit: 100 })], grants: [SOON], clock });
    await room.check({ tokens: 130 });
    clock.advance({ hours: 1 });
    expect(await room.check({ tokens: 1 })).toMatchObject({ allowed: false, denial: { limit: 130, used: 130 } });
  });

  it('gets back what a reservation took and was not used, whichever was reserved first', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 100 })], grants: [SOON, LATE], clock: new ManualClock(START) });
    const { reservationId } = await room.check({ tokens: 100 }, { mode: 'reserve' });
    await room.check({ tokens: 80 });
    expect(await used(room)).toEqual({ soon: 50, late: 30 });
    await room.quotas.finalise(room.tenantId, reservationId as string, { tokens: 40 });
    expect(await used(room)).toEqual({ soon: 20, late: 0 });
    expect(await room.check({ tokens: 100 })).toMatchObject({ allowed: true });
    expect(await used(room)).toEqual({ soon: 50, late: 70 });
  });

  it('pays an overrun as far as it reaches', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 100 })], grants: [SOON], clock: new ManualClock(START) });
    const { reservationId } = await room.check({ tokens: 90 }, { mode: 'reserve' });
    expect(await room.quotas.finalise(room.tenantId, reservationId as string, { tokens: 170 })).toMatchObject({
      overruns: [{ limit: 150, used: 170, over: 20 }],
    });
    expect(await used(room)).toEqual({ soon: 50, late: 0 });
  });
});

describe('a plan that changes in the middle of a window', () => {
  it('keeps what was used, and moves the limit', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 100 })], clock: new ManualClock(START) });
    await room.check({ tokens: 90 });
    room.terms = { ...room.terms, plan: 'pro', quotas: [quota({ limit: 500 })] };
    expect(await room.check({ tokens: 400 })).toMatchObject({ allowed: true, states: [{ limit: 500, used: 490 }] });
    room.terms = { ...room.terms, plan: 'starter', quotas: [quota({ limit: 200 })] };
    expect(await room.check({ tokens: 1 })).toMatchObject({ allowed: false, denial: { limit: 200, used: 490 } });
    room.terms = { ...room.terms, plan: 'enterprise', quotas: [quota({ limit: null })] };
    expect(await room.check({ tokens: 1 })).toMatchObject({ allowed: true, states: [{ used: 491 }] });
  });
});
