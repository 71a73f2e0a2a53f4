import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { ManualClock } from '../kit/clock.js';
import { quota, quotaRoom } from './quota-room.js';

const START = '2026-03-04T15:00:00.000Z';
const redis = new Redis(process.env.REDIS_URL as string);
afterAll(() => redis.disconnect());

const room = quotaRoom({
  quotas: [quota({ limit: 10 }), quota({ name: 'of_a_group', meter: 'api_calls', level: 'group', limit: 0 })],
  clock: new ManualClock(START),
});
const base = `${room.prefix}:quota:{${room.tenantId}}`;

describe('a storm of denials, each of another subject', () => {
  it('leaves a bounded number of news, drives out none of the tenant, and counts all', async () => {
    await room.check({ tokens: 10 });
    for (let n = 0; n < 6_000; n += 100) {
      const denied = Array.from({ length: 100 }, (_, i) =>
        room.check({ api_calls: 1 }, { subject: { group: `g ${n + i}` } }),
      );
      expect((await Promise.all(denied)).every(({ allowed }) => !allowed)).toBe(true);
    }
    await room.check({ tokens: 1 });
    const news = await room.quotas.news(room.tenantId, 100_000);
    expect(news.slice(0, 2)).toMatchObject([
      { kind: 'crossed', quota: 'tokens_per_day' },
      { kind: 'crossed', quota: 'tokens_per_day' },
    ]);
    expect(news.filter(({ kind }) => kind === 'denied').length).toBeLessThanOrEqual(5_000);
    expect(news.find(({ kind, level }) => kind === 'denied' && level === 'tenant')).toBeDefined();
    const ofGroups = news.filter(({ level }) => level === 'group');
    const denials = ofGroups.map(({ kind, amount }) => (kind === 'denied' ? 1 : amount));
    expect(denials.reduce((sum, one) => sum + one, 0)).toBe(6_000);
  });

  it('leaves no mark for subjects that are only counted, and no key that stays for good', async () => {
    const keys = await redis.keys(`${base}*`);
    expect(keys.length).toBeLessThan(5_010);
    const ends = await Promise.all(keys.map((key) => redis.pttl(key)));
    expect(ends.every((ms) => ms > 0)).toBe(true);
  });
});

describe('a reservation that was finalised', () => {
  it('is kept for an hour and no longer, without what it held', async () => {
    const other = quotaRoom({ quotas: [quota({ limit: 10 })], clock: new ManualClock(START) });
    const reserved = await other.check({ tokens: 1 }, { mode: 'reserve', reserveForMs: 80_000_000 });
    const id = reserved.reservationId as string;
    const key = `${other.prefix}:quota:{${other.tenantId}}:reservation:${id}`;
    expect(await redis.pttl(key)).toBeGreaterThan(80_000_000);
    const once = await other.quotas.finalise(other.tenantId, id, { tokens: 3 });
    expect(await redis.pttl(key)).toBeLessThanOrEqual(3_600_000);
    expect(await other.quotas.finalise(other.tenantId, id, { tokens: 9 })).toEqual(once);
  });
});
