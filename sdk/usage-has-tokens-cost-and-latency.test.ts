import { describe, expect, it } from '@jest/globals';
import { incrementUsage, logEvent, logSessionEvent } from './product-events.js';
import { reaching } from './reached.fixture.js';
import { getSessionId, sessionHeaders, sessionIn } from './session.js';
import { costNanoUsd, estimateTokens } from './tokens.js';
import { trackUsageOf } from './tracked.fixture.js';

describe('a tracker (R4)', () => {
  const recorded = async (type: string, metadata: object, record: (tracker: any) => Promise<void>, wait = 0) => {
    const host = reaching({ prices: { 'a-model': { input: 1, output: 4 } } });
    const tracker = trackUsageOf(host.client, 't1', type, { ...metadata });
    await host.timing.advance(wait);
    await record(tracker);
    await host.client.flush();
    return host.sent('/v1/events');
  };

  it('records a success with tokens, cost, latency and status, whose it was and when', async () => {
    const whose = { user_id: 'u1', workspace_id: 'w1', session_id: 's1' };
    const [event, ...others] = await recorded('embedding', { ...whose, model: 'text-embedding-ada-002' }, (tracker) =>
      tracker.recordSuccess({ tokens_used: 150, response_time_ms: 12.5, vectors: [[1], [2]] }),
    );
    expect(others).toEqual([]);
    expect(event).toEqual({
      type: 'embedding',
      source: 'sdk',
      external_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      occurred_at: '2026-03-04T15:00:00.000Z',
      ...whose,
      metadata: {
        model: 'text-embedding-ada-002',
        tokens: 150,
        cost_nano_usd: 3_000,
        latency_ms: 12.5,
        status_code: 200,
        vectors: 2,
      },
    });
  });

  it('records a failure by name and code, and a rate limit as 429', async () => {
    const error = Object.assign(new TypeError('Ada Lovelace'), { code: 'ECONNRESET', status: 502 });
    const [failed] = await recorded('api_call', {}, (tracker) => tracker.recordFailure(error));
    expect(failed.metadata).toMatchObject({ status_code: 502, error: 'TypeError', error_code: 'ECONNRESET' });
    expect(JSON.stringify(failed)).not.toContain('Ada');
    const [odd] = await recorded('api_call', {}, (tracker) => tracker.recordFailure(null));
    expect(odd.metadata).toMatchObject({ status_code: 500, error: 'Error' });
    const [limited] = await recorded('api_call', {}, (tracker) => tracker.recordRateLimit());
    expect(limited.metadata).toMatchObject({ status_code: 429, tokens: 0, cost_nano_usd: 0 });
  });

  it('measures the time itself, estimates tokens from texts, and sends their length alone', async () => {
    const texts = { message: 'Hello, can you help me?', response: 'Yes.' };
    const [event] = await recorded('chat_message', { opened_session: true }, (t) => t.recordSuccess(texts), 250);
    expect(event.metadata).toEqual({
      direction: 'received',
      opened_session: true,
      tokens: 7,
      cost_nano_usd: 140,
      latency_ms: 250,
      status_code: 200,
      message_length: 23,
      response_length: 4,
    });
  });

  it('counts one operation once, whatever is recorded of it later', async () => {
    const events = await recorded('search', {}, async (tracker) => {
      await tracker.recordRateLimit();
      await tracker.recordFailure(new Error('late'));
      await tracker.recordSuccess();
    });
    expect(events.map(({ metadata }) => metadata.status_code)).toEqual([429]);
  });

  it('prices question and answer each, by the model that is named, else as R4 does', async () => {
    const [event] = await recorded('chat_message', { model: 'a-model' }, (tracker) =>
      tracker.recordSuccess({ input_tokens: 100, output_tokens: 10 }),
    );
    expect(event.metadata).toMatchObject({ tokens: 110, cost_nano_usd: 140_000 });
    const [told] = await recorded('chat_message', {}, (tracker) => tracker.recordSuccess({ cost_usd: 0.000_003 }));
    expect(told.metadata.cost_nano_usd).toBe(3_000);
    expect(costNanoUsd({ tokens: 150 }, undefined)).toBe(3_000);
    expect(costNanoUsd({ tokens: 1 }, 'constructor')).toBe(20);
    expect(costNanoUsd({ tokens: 2 ** 40 }, 'a', { a: { input: 0.0000005 } })).toBe(549_755_814);
    expect(costNanoUsd({ tokens: Number.NaN }, undefined)).toBe(0);
  });

  it.each([
    ['', 0],
    ['abcd', 1],
    ['abcde', 2],
    ['你好世界', 3],
    ['Grüße', 2],
  ])('estimates %j as %i tokens', (text, tokens) => expect(estimateTokens(text)).toBe(tokens));
});

describe('events of a product (R2)', () => {
  it('are logged of a user and workspace, once a session where it matters, and counted with the ids of what they count', async () => {
    const { client, sent, problems } = reaching({ tenantId: 't1', source: 'app' });
    logEvent('u1', 'w1', 'upgrade_click', { place: 'header' }, client);
    logSessionEvent('u1', 'w1', 'dashboard_view_session', 's1', {}, client);
    logSessionEvent('u1', null, 'paywall_view', undefined, undefined, client);
    incrementUsage('w1', 'imports', 'job-1', client);
    incrementUsage('w1', 'exports', undefined, client);
    incrementUsage('w1', 'active_users', 'u2', client);
    incrementUsage('w1', 'toString' as never, 'x', client);
    await client.flush();
    expect(sent('/v1/events')).toEqual([
      expect.objectContaining({
        type: 'upgrade_click',
        user_id: 'u1',
        workspace_id: 'w1',
        metadata: { place: 'header' },
      }),
      expect.objectContaining({ type: 'dashboard_view_session', session_id: 's1', source: 'app' }),
      expect.objectContaining({ type: 'paywall_view', session_id: getSessionId() }),
      expect.objectContaining({
        type: 'import_success',
        external_id: 'imports:w1:job-1',
        metadata: { importJobId: 'job-1' },
      }),
      expect.objectContaining({ type: 'export_success', metadata: { exportId: expect.any(String) } }),
      expect.objectContaining({ type: 'seat_added', metadata: { userId: 'u2' } }),
    ]);
    expect(problems.map(({ message }) => message)).toEqual(['incrementUsage: nothing counts toString']);
    const nobody = reaching();
    logEvent('u1', 'w1', 'upgrade_click', {}, nobody.client);
    expect(nobody.problems).toEqual([expect.objectContaining({ kind: 'misuse' })]);
  });

  it('have the session of the tab, which is kept in its storage and told to the host by a header', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (k: string, v: string) => kept.set(k, v),
    };
    const program = getSessionId();
    Object.assign(globalThis, { sessionStorage: storage });
    try {
      const session = getSessionId();
      expect([getSessionId(), [...kept.values()], sessionHeaders()]).toEqual([
        session,
        [session],
        { 'X-Session-Id': session },
      ]);
      expect(session).not.toBe(program);
      storage.getItem = () => {
        throw new Error('forbidden');
      };
      expect(getSessionId()).toBe(program);
    } finally {
      Reflect.deleteProperty(globalThis, 'sessionStorage');
    }
    expect(sessionIn({ 'x-session-id': 's1' })).toBe('s1');
    expect(sessionIn({ 'x-session-id': ['a', 'b'] })).toBeUndefined();
    expect(sessionIn({ 'x-session-id': 'x'.repeat(201) })).toBeUndefined();
  });
});
