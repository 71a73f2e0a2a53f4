import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../kit/clock.js';
import { quota, quotaRoom } from './quota-room.js';

const START = '2026-03-04T15:00:00.000Z';

describe('a denial', () => {
  it('answers with limit, usage, window and plan version, to its tenant alone', async () => {
    const room = quotaRoom({
      quotas: [quota({ limit: 100, level: 'user' })],
      clock: new ManualClock(START),
      zone: 'Asia/Tokyo',
    });
    const other = quotaRoom({ quotas: [] });
    const subject = { userId: 'ü'.repeat(128) };
    await room.check({ tokens: 70 }, { subject });
    const { denial } = await room.check({ tokens: 40 }, { subject });
    const id = denial?.id ?? '';
    expect(id.length).toBeLessThanOrEqual(600);
    expect(await room.quotas.denial(room.tenantId, id)).toEqual({
      ...{ id, quota: 'tokens_per_day', level: 'user', subject: subject.userId, limit: 100, used: 70, requested: 40 },
      ...{ window: 'day', windowStart: '2026-03-04T15:00:00.000Z', windowEnd: '2026-03-05T15:00:00.000Z' },
      ...{ planVersion: 'a'.repeat(64), degraded: false, deniedAt: START },
    });
    expect(await other.quotas.denial(other.tenantId, id)).toBeNull();
    for (const wrong of ['', 'x', `${id}x`, id.replace(/^./, 'X'), `.${id.split('.')[1]}`])
      expect(await room.quotas.denial(room.tenantId, wrong)).toBeNull();
  });
});

describe('the news', () => {
  it('hold the first denial of a quota, subject and window, and count the others', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({ quotas: [quota({ limit: 10, level: 'user' })], clock });
    const deny = (userId: string, times: number) =>
      Promise.all(Array.from({ length: times }, () => room.check({ tokens: 11 }, { subject: { userId } })));
    await deny('ada', 1);
    expect(room.toldOf).toEqual([room.tenantId]);
    await deny('ada', 4);
    await deny('bob b', 3);
    const figures = { quota: 'tokens_per_day', meter: 'tokens', window: 'day', level: 'user', limit: 10 };
    const news = await room.quotas.news(room.tenantId, 10);
    expect(news).toMatchObject([
      { kind: 'denied', ...figures, subject: 'ada', used: 0, requested: 11, at: START, planVersion: 'a'.repeat(64) },
      { kind: 'denied', ...figures, subject: 'bob b', windowEnd: '2026-03-05T00:00:00.000Z' },
      { kind: 'denied_more', ...figures, amount: expect.any(Number) },
      { kind: 'denied_more', ...figures, amount: expect.any(Number) },
    ]);
    const more = news.filter(({ kind }) => kind === 'denied_more').map(({ subject, amount }) => [subject, amount]);
    expect(more.sort()).toEqual([
      ['ada', 4],
      ['bob b', 2],
    ]);
    expect(await room.quotas.news(room.tenantId, 10)).toEqual(news);
    await room.quotas.forgetNews(
      room.tenantId,
      news.map(({ id }) => id),
    );
    expect(await room.quotas.news(room.tenantId, 10)).toEqual([]);
    clock.advance({ days: 1 });
    await deny('ada', 1);
    expect(await room.quotas.news(room.tenantId, 10)).toMatchObject([{ kind: 'denied', subject: 'ada' }]);
  });

  it('tell once in a window that a share of the limit is reached', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({ quotas: [quota({ limit: 100 })], clock });
    const kinds = async () =>
      (await room.quotas.news(room.tenantId, 10)).map(({ kind, amount, used }) => [kind, amount, used]);
    await room.check({ tokens: 79 });
    expect(await kinds()).toEqual([]);
    const { reservationId } = await room.check({ tokens: 1 }, { mode: 'reserve' });
    expect(await kinds()).toEqual([['crossed', 8_000, 80]]);
    await room.quotas.release(room.tenantId, reservationId as string);
    await room.check({ tokens: 21 });
    expect(await kinds()).toEqual([
      ['crossed', 8_000, 80],
      ['crossed', 10_000, 100],
    ]);
    clock.advance({ days: 1 });
    await room.check({ tokens: 100 });
    expect(await kinds()).toHaveLength(4);
  });

  it('tell of use beyond a limit that was let through', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 10, enforcement: 'soft' })], clock: new ManualClock(START) });
    await room.check({ tokens: 9 });
    await room.check({ tokens: 4 });
    await room.check({ tokens: 4 });
    const told = (await room.quotas.news(room.tenantId, 10)).map(({ kind, amount }) => [kind, amount]);
    expect(told).toEqual([
      ['crossed', 8_000],
      ['crossed', 10_000],
      ['overrun', 3],
    ]);
  });

  it('tell of a rate at most once a minute', async () => {
    const clock = new ManualClock(START);
    const room = quotaRoom({
      quotas: [quota({ name: 'calls', meter: 'api_calls', window: 'second', limit: 5 })],
      clock,
    });
    for (let second = 0; second < 60; second++) {
      await room.check({ api_calls: 5 });
      await room.check({ api_calls: 5 });
      clock.advance({ ms: 1_000 });
    }
    const kinds = (await room.quotas.news(room.tenantId, 100)).map(({ kind, amount }) => `${kind} ${amount}`);
    expect(kinds).toEqual(['crossed 8000', 'crossed 10000', 'denied 0', 'denied_more 59']);
  });
});
