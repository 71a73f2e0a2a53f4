import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { instantOf } from '../../src/kernel/values/instants.js';
import { quota, quotaRoom } from './quota-room.js';

const quotas = [
  quota({ limit: 1_000 }),
  quota({ name: 'tokens_per_month', window: 'month', level: 'user', limit: null }),
  quota({ name: 'calls', meter: 'api_calls', window: 'minute', limit: 100 }),
];
const of = (userId: string) => ({ subject: { userId } });

async function roomWithUse() {
  const room = quotaRoom({ quotas });
  const redis = new Redis(process.env.REDIS_URL as string);
  await room.check({ tokens: 300, api_calls: 2 }, of('u1'));
  await room.check({ tokens: 50 }, of('u2'));
  const base = `${room.prefix}:quota:{${room.tenantId}}`;
  return { room, redis, base, close: () => redis.disconnect() };
}

describe('a counter of a quota', () => {
  it('that was altered by hand is made good by its difference, told once, and goes on counting', async () => {
    const { room, redis, base, close } = await roomWithUse();
    await redis.hset(`${base}:tenant`, 'tokens_per_day/day/tokens', 5);
    await redis.hincrby(`${base}:user:u2`, 'tokens_per_month/month/tokens', 70);
    const done = await room.quotas.reconcile(room.tenantId, []);
    expect(done).toMatchObject({ checked: 3, corrected: 2, drift: 345 + 70 });
    expect([await room.used('tokens_per_day'), await room.used('tokens_per_month', { userId: 'u2' })]).toEqual([
      350, 50,
    ]);
    expect(await room.quotas.news(room.tenantId, 10)).toMatchObject([
      { kind: 'corrected', quota: 'tokens_per_day', level: 'tenant', requested: 5, used: 350, amount: 345 },
      { kind: 'corrected', quota: 'tokens_per_month', level: 'user', subject: 'u2', requested: 120, amount: -70 },
    ]);
    expect(await room.quotas.reconcile(room.tenantId, done.readings)).toMatchObject({ checked: 3, corrected: 0 });
    await room.check({ tokens: 1 }, of('u1'));
    expect(await room.used('tokens_per_day')).toBe(351);
    close();
  });

  it('is not touched by what is given back, finalised and counted meanwhile', async () => {
    const { room, close } = await roomWithUse();
    const reserved = await room.check({ tokens: 200 }, { ...of('u1'), mode: 'reserve' });
    await room.quotas.finalise(room.tenantId, reserved.reservationId as string, { tokens: 20 });
    const released = await room.check({ tokens: 100 }, { ...of('u1'), mode: 'reserve' });
    await room.quotas.release(room.tenantId, released.reservationId as string);
    const rounds = await Promise.all([
      ...Array.from({ length: 40 }, () => room.check({ tokens: 1 }, of('u1'))),
      ...Array.from({ length: 5 }, () => room.quotas.reconcile(room.tenantId, [])),
    ]);
    expect(rounds.filter((round) => 'corrected' in round && round.corrected > 0)).toEqual([]);
    expect(await room.used('tokens_per_day')).toBe(350 + 20 + 40);
    close();
  });

  it('that Redis lost is restored from its last reading, once, beside what was counted since', async () => {
    const { room, redis, base, close } = await roomWithUse();
    const { readings } = await room.quotas.reconcile(room.tenantId, []);
    expect(readings).toMatchObject([{ suffix: 'tenant', field: 'tokens_per_day/day/tokens', used: 350 }]);
    await redis.del(`${base}:tenant`, `${base}:subjects`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await room.check({ tokens: 8 }, of('u1'));
    const done = await Promise.all([1, 2].map(() => room.quotas.reconcile(room.tenantId, readings)));
    expect(done.map(({ corrected }) => corrected).sort()).toEqual([0, 1]);
    expect(await room.used('tokens_per_day')).toBe(358);
    await redis.del(`${base}:tenant`);
    expect(await room.quotas.reconcile(room.tenantId, readings)).toMatchObject({ corrected: 1 });
    expect(await room.used('tokens_per_day')).toBe(350);
    expect((await room.quotas.news(room.tenantId, 10)).map(({ kind }) => kind)).toEqual(['restored', 'restored']);
    close();
  });

  it('of a window that is over, or from before counters were counted twice, is taken as it is', async () => {
    const { room, redis, base, close } = await roomWithUse();
    const field = 'tokens_per_day/day/tokens';
    await redis.hdel(`${base}:tenant`, `${field}=`, `${field}^`);
    expect(await room.quotas.reconcile(room.tenantId, [])).toMatchObject({ corrected: 0 });
    const over = { suffix: 'tenant', field: 'old/day/tokens', ends: Date.now() - 1, opened: 1, used: 9 };
    expect(await room.quotas.reconcile(room.tenantId, [over])).toMatchObject({ corrected: 0 });
    await redis.hincrby(`${base}:tenant`, field, 3);
    expect(await room.quotas.reconcile(room.tenantId, [])).toMatchObject({ corrected: 1, drift: 3 });
    expect(instantOf(Number(await redis.hget(`${base}:tenant`, `${field}^`)))).toMatch(/Z$/);
    close();
  });
});
