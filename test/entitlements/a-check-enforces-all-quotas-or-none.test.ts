import { describe, expect, it } from '@jest/globals';
import { quota, quotaRoom } from './quota-room.js';

describe('a check', () => {
  it('counts in every quota that it touches, on every level, when all of them let it through', async () => {
    const room = quotaRoom({
      quotas: [
        quota({ limit: 100 }),
        quota({ name: 'tokens_a_month', window: 'month', limit: 1_000 }),
        quota({ name: 'tokens_of_a_user', level: 'user', limit: 60 }),
        quota({ name: 'tokens_of_a_key', level: 'api_key', limit: 70 }),
        quota({ name: 'tokens_of_a_group', level: 'group', limit: 80 }),
        quota({ name: 'tokens_of_a_workspace', level: 'workspace', limit: 90 }),
        quota({ name: 'calls', meter: 'api_calls', window: 'minute', limit: 30 }),
      ],
    });
    const subject = { userId: 'ada', apiKeyId: 'k1', group: 'blue', workspaceId: 'w1' };
    const decision = await room.check({ tokens: 50, api_calls: 1 }, { subject });
    expect(decision).toMatchObject({ allowed: true, denial: null, reservationId: null, degraded: false });
    const used = Object.fromEntries(decision.states.map((state) => [`${state.quota} ${state.subject}`, state.used]));
    expect(used).toEqual({
      'tokens_per_day ': 50,
      'tokens_a_month ': 50,
      'calls ': 1,
      'tokens_of_a_workspace w1': 50,
      'tokens_of_a_user ada': 50,
      'tokens_of_a_key k1': 50,
      'tokens_of_a_group blue': 50,
    });
    expect(decision.states[0]).toMatchObject({ limit: 100, remaining: 50, percentage: 5_000, isNearLimit: false });
  });

  it('counts in none of them when one denies, and names the first that does', async () => {
    const room = quotaRoom({
      quotas: [
        quota({ limit: 100 }),
        quota({ name: 'tokens_of_a_user', level: 'user', limit: 60 }),
        quota({ name: 'calls', meter: 'api_calls', window: 'minute', limit: 30 }),
      ],
    });
    const subject = { userId: 'ada' };
    await room.check({ tokens: 50, api_calls: 1 }, { subject });
    const denied = await room.check({ tokens: 20, api_calls: 1 }, { subject });
    expect(denied).toMatchObject({
      allowed: false,
      denial: { quota: 'tokens_of_a_user', limit: 60, used: 50, requested: 20 },
    });
    expect(await room.used('tokens_per_day', subject)).toBe(50);
    expect(await room.used('calls', subject)).toBe(1);
    expect(await room.check({ tokens: 10 }, { subject })).toMatchObject({ allowed: true });
  });

  it('leaves a level alone whose subject it does not name', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 100 }), quota({ name: 'of_a_user', level: 'user', limit: 1 })] });
    expect(await room.check({ tokens: 50 })).toMatchObject({ allowed: true, states: [{ quota: 'tokens_per_day' }] });
  });

  it('counts what is unlimited, and lets a soft limit be passed', async () => {
    const room = quotaRoom({
      quotas: [
        quota({ limit: null }),
        quota({ name: 'soft_month', window: 'month', limit: 10, enforcement: 'soft' }),
        quota({ name: 'free_calls', meter: 'api_calls', window: 'minute', limit: null }),
      ],
    });
    await room.check({ tokens: 50, api_calls: 3 });
    const { allowed, states } = await room.check({ tokens: 50, api_calls: 3 });
    expect(allowed).toBe(true);
    expect(
      states.map(({ quota: name, limit, used, remaining, percentage }) => [name, limit, used, remaining, percentage]),
    ).toEqual([
      ['tokens_per_day', null, 100, null, null],
      ['soft_month', 10, 100, 0, 100_000],
      ['free_calls', null, 6, null, null],
    ]);
  });

  it('looks without counting', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 10 })] });
    expect(await room.check({ tokens: 11 }, { mode: 'look' })).toMatchObject({ allowed: false });
    expect(await room.check({ tokens: 10 }, { mode: 'look' })).toMatchObject({ allowed: true });
    expect(await room.used('tokens_per_day')).toBe(0);
    expect(await room.quotas.news(room.tenantId, 10)).toEqual([]);
  });

  it('refuses what it cannot count', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 10 })] });
    const ask = (amounts: Record<string, number>, more = {}) =>
      room.quotas.check(room.tenantId, { subject: {}, mode: 'consume', amounts, ...more });
    expect(await ask({ tokns: 1 })).toMatchObject({ __typename: 'UnknownMeter', meter: 'tokns' });
    expect(await ask({ embeddings: 1 })).toMatchObject({ allowed: true, states: [] });
    for (const wrong of [{}, { tokens: -1 }, { tokens: 1.5 }, { tokens: Number.NaN }, { tokens: 2 ** 53 }])
      expect(await ask(wrong as Record<string, number>)).toMatchObject({ __typename: 'InvalidInput' });
    expect(await ask({ tokens: 1 }, { reserveForMs: 0 })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await ask({ tokens: 1 }, { key: '' })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await ask({ tokens: 1 }, { subject: { userId: '' } })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await room.quotas.check('nobody', { subject: {}, mode: 'consume', amounts: { tokens: 1 } })).toMatchObject({
      __typename: 'NotFound',
    });
  });

  it('answers a retry under the same key the same, and counts it once', async () => {
    const room = quotaRoom({ quotas: [quota({ limit: 100 })] });
    const first = await room.check({ tokens: 60 }, { key: 'chat-1', mode: 'reserve' });
    expect(await room.check({ tokens: 60 }, { key: 'chat-1', mode: 'reserve' })).toEqual(first);
    expect(await room.used('tokens_per_day')).toBe(60);
    const other = await room.quotas.check(room.tenantId, {
      subject: {},
      mode: 'reserve',
      amounts: { tokens: 1 },
      key: 'chat-1',
    });
    expect(other).toMatchObject({ __typename: 'IdempotencyConflict' });
    // A denial counted nothing: the same key may be tried again.
    expect(await room.check({ tokens: 60 }, { key: 'chat-2' })).toMatchObject({ allowed: false });
    await room.quotas.release(room.tenantId, first.reservationId as string);
    expect(await room.check({ tokens: 60 }, { key: 'chat-2' })).toMatchObject({ allowed: true });
  });

  it('lets exactly the limit through of 5,000 that race', async () => {
    const room = quotaRoom({
      quotas: [quota({ limit: 777 }), quota({ name: 'calls', meter: 'api_calls', window: 'hour', limit: 100_000 })],
    });
    const decisions = await Promise.all(Array.from({ length: 5_000 }, () => room.check({ tokens: 1, api_calls: 1 })));
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(777);
    expect(await room.used('tokens_per_day')).toBe(777);
  });
});
