import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { get, post, programOf } from './quota-door.js';

/** Trial (R4): 10,000 tokens a day, 30 API calls a minute, 100 messages a day, 50 embeddings a day. */
const world = await createWorld({ plan: 'trial' });
const other = await createWorld({ plan: 'trial' });
const unlimited = await createWorld();
const program = await programOf(world);

describe('a quota is checked over HTTP', () => {
  it('with what is left and the limit, in R4’s words and in header fields', async () => {
    const { status, body, headers } = await post(program, 'check', { amounts: { tokens: 150 } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ allowed: true, tokens_remaining: 9_850, quota_limit: 10_000, denial: null });
    expect(body).not.toHaveProperty('error');
    expect(body.states).toMatchObject([{ quota: 'tokens_per_day', used: 150, remaining: 9_850, percentage: 150 }]);
    expect(headers.get('ratelimit-policy')).toBe('"tokens_per_day";q=10000;qu="tokens";w=86400');
    const [, seconds] = /^"tokens_per_day";r=9850;t=(\d+)$/.exec(headers.get('ratelimit') ?? '') ?? [];
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(Number(seconds)).toBeLessThanOrEqual(25 * 3_600);
  });

  it('with 429 and R4’s body when it is exceeded, and an id that answers why', async () => {
    const { status, body, headers } = await post(program, 'check', { quotaType: 'embeddings', amount: 51 });
    expect(status).toBe(429);
    expect(body).toMatchObject({ error: 'Quota exceeded', allowed: false, tokens_remaining: 50, quota_limit: 50 });
    // Waiting does not help whoever asks for more than the limit.
    expect(body.denial).toMatchObject({
      quota: 'embeddings_per_day',
      limit: 50,
      used: 0,
      requested: 51,
      retryAfterMs: null,
    });
    expect(headers.get('retry-after')).toBeNull();
    const why = await get(program, `denials/${body.denial.id}`);
    expect(why).toMatchObject({
      status: 200,
      body: { quota: 'embeddings_per_day', limit: 50, used: 0, requested: 51, degraded: false, window: 'day' },
    });
    expect(why.body.planVersion).toBe(body.planVersion);
    expect((await get(await programOf(other), `denials/${body.denial.id}`)).status).toBe(404);
    expect((await get(program, 'denials/nobody')).status).toBe(404);
  });

  it('of all meters at once, or of none', async () => {
    const used = async () => (await get(program, 'status')).body.quotas.map((one: { used: number }) => one.used);
    const before = await used();
    const { status, body } = await post(program, 'check', { amounts: { tokens: 10, embeddings: 60 } });
    expect([status, body.denial.quota]).toEqual([429, 'embeddings_per_day']);
    expect(await used()).toEqual(before);
  });

  it('telling a caller of a rate when to come back', async () => {
    const full = await post(program, 'check', { amounts: { api_calls: 30 } });
    expect(full.status).toBe(200);
    const { status, headers, body } = await post(program, 'check', { amounts: { api_calls: 2 } });
    expect(status).toBe(429);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBe(Math.ceil(body.denial.retryAfterMs / 1_000));
    // Two of thirty a minute come back in four seconds.
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(4);
    expect(headers.get('ratelimit-policy')).toBe('"api_calls_per_minute";q=30;w=60');
  });

  it('reserving an estimate, and counting what was used of it', async () => {
    const used = async () => {
      const { quotas } = (await get(program, 'status')).body;
      return quotas.find(({ quota }: { quota: string }) => quota === 'messages_per_day').used;
    };
    const before = await used();
    const { body } = await post(program, 'check', {
      amounts: { chat_messages: 10 },
      mode: 'reserve',
      reserveForMs: 60_000,
    });
    expect(await used()).toBe(before + 10);
    const finalised = await post(program, 'finalise', {
      reservationId: body.reservationId,
      amounts: { chat_messages: 3 },
    });
    expect(finalised).toMatchObject({ status: 200, body: { reservationId: body.reservationId, overruns: [] } });
    expect(await used()).toBe(before + 3);

    const second = await post(program, 'check', { amounts: { chat_messages: 5 }, mode: 'reserve' });
    await post(program, 'release', { reservationId: second.body.reservationId });
    expect(await used()).toBe(before + 3);
    expect((await post(program, 'release', { reservationId: 'nobody-s' })).status).toBe(404);
  });

  it('once under one key, however often it is sent', async () => {
    const once = () => post(program, 'check', { amounts: { chat_messages: 7 } }, { 'idempotency-key': 'retry-1' });
    const [first, again] = [await once(), await once()];
    expect(again.body).toEqual(first.body);
    const looked = await post(program, 'check', { amounts: { chat_messages: 1 }, mode: 'look' });
    expect(looked.body.states[0].used).toBe(first.body.states[0].used);
  });

  it('many at a time, each by itself', async () => {
    const checks = [
      { amounts: { chat_messages: 1 } },
      { quotaType: 'embeddings', amount: 51 },
      { amounts: { wishes: 1 } },
      { amounts: {} },
      { amounts: { chat_messages: 1 }, tenantId: other.tenantId },
    ];
    const { status, body } = await post(program, 'check', { checks });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { status: 200, allowed: true },
      { status: 429, error: 'Quota exceeded' },
      {
        status: 400,
        error: {
          code: 'UNKNOWN_METER',
          message: 'No quota counts "wishes"; what is counted: api_calls, chat_messages, embeddings, tokens.',
        },
      },
      { status: 400, error: { code: 'BAD_USER_INPUT' } },
      { status: 404, error: { code: 'NOT_FOUND' } },
    ]);
    expect((await post(program, 'check', { checks: Array(101).fill(checks[0]) })).status).toBe(400);
  });

  it.each([
    ['no amount', {}, 'amounts: is missing'],
    ['amounts as text', { amounts: 'tokens' }, 'amounts: must be of the type object'],
    ['no meter', { amounts: {} }, 'amounts'],
    ['a part of a token', { amounts: { tokens: 0.5 } }, 'amounts.tokens'],
    ['less than nothing', { amounts: { tokens: -5 } }, 'amounts.tokens'],
    ['a mode that is none', { amounts: { tokens: 1 }, mode: 'take' }, 'mode'],
    ['a field that is none', { amounts: { tokens: 1 }, colour: 'red' }, 'colour'],
    ['a list', [], ''],
  ])('refusing %s in one sentence', async (_what, json, path) => {
    const { status, body } = await post(program, 'check', json);
    expect([status, body.error.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(body.error.message).toContain(path);
  });

  it('with the breakdown of every quota', async () => {
    const { status, body } = await get(program, 'status');
    expect(status).toBe(200);
    expect(body).toMatchObject({ plan: 'trial', anyExceeded: expect.any(Boolean) });
    expect(body.quotas.map(({ quota }: { quota: string }) => quota).sort()).toEqual([
      'api_calls_per_minute',
      'embeddings_per_day',
      'messages_per_day',
      'tokens_per_day',
    ]);
  });

  it('for keys of the scope alone', async () => {
    const reader = await programOf(world, ['read']);
    expect((await post(reader, 'check', { amounts: { tokens: 1 } })).status).toBe(403);
    expect((await post(world.anyone(), 'check', { amounts: { tokens: 1 } })).status).toBe(401);
    expect((await post(await world.as('ae'), 'check', { amounts: { tokens: 1 } })).status).toBe(403);
    expect((await get(await world.as('ae'), 'status')).status).toBe(200);
  });
});

describe('a plan without limits', () => {
  it('counts, and has no header fields', async () => {
    const { status, body, headers } = await post(await programOf(unlimited), 'check', { amounts: { tokens: 5 } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ tokens_remaining: Number.MAX_SAFE_INTEGER, quota_limit: null, states: [{ used: 5 }] });
    expect(headers.get('ratelimit')).toBeNull();
  });
});
