import { describe, expect, it } from '@jest/globals';
import {
  enforceMultipleQuotas,
  enforceQuota,
  finaliseQuota,
  getQuotaStatus,
  releaseQuota,
  reserveQuota,
} from './quota.js';
import { type Door, reaching, takesAll } from './reached.fixture.js';

const decided =
  (more: object): Door =>
  () => ({ status: 200, body: { allowed: true, denial: null, ...more } });

describe('a check of quotas (R4)', () => {
  it('asks for one or several amounts of a tenant, at once, with its key', async () => {
    const { client, calls, place } = reaching();
    place.door = decided({ tokens_remaining: 9_850, quota_limit: 10_000 });
    const allowed = await enforceQuota('t1', 'tokens', 150, { client, userId: 'u1', key: 'k1' });
    expect(allowed).toEqual({ allowed: true, tokens_remaining: 9_850, quota_limit: 10_000 });
    await enforceMultipleQuotas(
      't2',
      [
        { quotaType: 'tokens', amount: 1 },
        { quotaType: 'api_calls', amount: 2 },
      ],
      { client },
    );
    await enforceMultipleQuotas('t2', { chat_messages: 3 }, { client });
    expect(calls).toMatchObject([
      {
        path: '/v1/quota/check',
        method: 'POST',
        key: 'Bearer key-1',
        body: { amounts: { tokens: 150 }, subject: { userId: 'u1' }, mode: 'consume', idempotencyKey: 'k1' },
      },
      { key: 'Bearer key-2', body: { amounts: { tokens: 1, api_calls: 2 }, subject: {} } },
      { body: { amounts: { chat_messages: 3 } } },
    ]);
  });

  it('says what was denied, until when, and by which denial', async () => {
    const { client, place } = reaching();
    place.door = () => ({
      status: 429,
      body: {
        error: 'Quota exceeded',
        allowed: false,
        denial: { id: 'd1', retryAfterMs: 1_500 },
        tokens_remaining: 0,
        quota_limit: 10_000,
      },
    });
    expect(await enforceQuota('t1', 'tokens', 150, { client })).toEqual({
      allowed: false,
      tokens_remaining: 0,
      quota_limit: 10_000,
      error: 'Quota exceeded',
      retry_after_ms: 1_500,
      denial_id: 'd1',
    });
  });

  it('has no end where a plan has none', async () => {
    const { client, place } = reaching();
    place.door = decided({ tokens_remaining: null, quota_limit: null });
    const unlimited = await enforceQuota('t1', 'tokens', 150, { client });
    expect(unlimited).toEqual({ allowed: true, tokens_remaining: Number.MAX_SAFE_INTEGER, quota_limit: null });
  });

  const failing: [string, Door][] = [
    ['nobody answers', () => 'unreachable'],
    ['the store is away', () => ({ status: 503, body: { error: { code: 'UNAVAILABLE', message: 'away' } } })],
    ['too many ask', () => ({ status: 429, body: { error: { code: 'RATE_LIMITED', message: 'wait' } } })],
    ['the key is refused', () => ({ status: 401, body: { error: { message: 'no' } } })],
    ['the meter is unknown', () => ({ status: 400, body: { error: { message: 'amounts: no such meter' } } })],
    ['the answer is no JSON of ours', () => ({ status: 200, body: [] })],
  ];
  it.each(failing)('lets through when %s, and says so', async (_why, door) => {
    const { client, place, problems } = reaching();
    place.door = door;
    const result = await enforceQuota('t1', 'tokens', 150, { client });
    expect(result).toEqual({ allowed: true, tokens_remaining: 0, quota_limit: null, error: expect.any(String) });
    expect(problems).toMatchObject([{ kind: 'unasked', tenantId: 't1' }]);
    expect(client.figures.unasked).toBe(1);
    expect((await enforceMultipleQuotas('t1', null as never, { client })).allowed).toBe(true);
  });

  it('is closed instead where the host says so', async () => {
    const { client, place } = reaching({ whenUnreachable: 'closed' });
    place.door = () => 'unreachable';
    expect(await enforceQuota('t1', 'tokens', 1, { client })).toMatchObject({ allowed: false, error: 'fetch failed' });
  });

  it('waits no longer than it may', async () => {
    const stuck = reaching({
      quotaTimeoutMs: 20,
      fetch: (_url, { signal }) =>
        new Promise((_, fail) => signal?.addEventListener('abort', () => fail(new Error('aborted')))),
    });
    const { allowed, error } = await enforceQuota('t1', 'tokens', 1, { client: stuck.client });
    expect([allowed, error]).toEqual([true, 'no answer in 20 ms']);
  });

  it('reserves an estimate, and finalises it however long that takes to arrive', async () => {
    const { client, timing, calls, place, sent } = reaching();
    place.door = decided({ reservationId: 'r1', tokens_remaining: 1, quota_limit: 2 });
    const { reservation_id } = await reserveQuota('t1', { tokens: 150 }, { client, reserveForMs: 60_000 });
    expect(calls[0]?.body).toMatchObject({ mode: 'reserve', reserveForMs: 60_000 });
    place.door = () => 'unreachable';
    finaliseQuota('t1', reservation_id, { tokens: 90 }, client);
    releaseQuota('t1', 'r2', client);
    finaliseQuota('t1', undefined, { tokens: 1 }, client);
    await timing.advance(120_000);
    expect(client.figures.queued).toBe(2);
    place.door = takesAll;
    await timing.advance(60_000);
    expect(sent('/v1/quota/finalise').at(-1)).toEqual({ reservationId: 'r1', amounts: { tokens: 90 } });
    expect(sent('/v1/quota/release').at(-1)).toEqual({ reservationId: 'r2' });
    expect(client.figures.queued).toBe(0);
    place.door = () => ({ status: 404 });
    finaliseQuota('t1', 'nobody', { tokens: 1 }, client);
    await client.flush();
    expect(client.figures).toMatchObject({ queued: 0, rejected: 1 });
  });

  it('tells where each quota stands, or nothing', async () => {
    const { client, calls, place } = reaching();
    place.door = () => ({ status: 200, body: { quotas: [] } });
    expect(await getQuotaStatus('t1', { client, userId: 'u 1' })).toEqual({ quotas: [] });
    expect(calls[0]).toMatchObject({ method: 'GET', path: '/v1/quota/status?userId=u+1' });
    place.door = () => 'unreachable';
    expect(await getQuotaStatus('t1', { client })).toBeNull();
  });
});
