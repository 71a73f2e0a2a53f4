import { afterAll, describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { keyOf } from '../usage/events.js';
import { startChat, startModel } from './chat.js';

const world = await createWorld({ plan: 'trial', start: new Date().toISOString() });
const { tenantId } = world;
const key = await keyOf(world, ['events:write', 'audit:write', 'quotas:check']);
const model = await startModel();
afterAll(() => model.close());

const chatOf = (url = world.url) => startChat({ url, tenantId, key, modelUrl: model.url });

async function usedOf(quota: string): Promise<number> {
  const answer = await world.anyone(key).http('GET', '/v1/quota/status');
  const { quotas } = (await answer.json()) as { quotas: { quota: string; used: number }[] };
  return quotas.find((state) => state.quota === quota)?.used ?? -1;
}

const messages = () =>
  world.cypher<{ metadata: string; sessionId: string }>(
    `MATCH (e:Event {tenantId: $tenantId, type: 'chat_message'}) WITH e ORDER BY e.occurredAt, e.externalId
     RETURN e.metadata AS metadata, e.sessionId AS sessionId`,
  );
const told = async () =>
  (
    await world.cypher<{ type: string; n: number }>(
      'MATCH (e:AuditEvent {tenantId: $tenantId}) RETURN e.eventType AS type, count(*) AS n',
    )
  ).map(({ type, n }) => [type, n]);

describe('the chat example', () => {
  it('answers, reserves and finalises tokens, tracks both messages and tells what was done', async () => {
    const chat = await chatOf();
    const first = await chat.ask({ widgetId: 'w1', message: 'Hello' });
    expect(first).toMatchObject({ status: 200, body: { reply: 'You said: Hello', sessionId: expect.any(String) } });
    const second = await chat.ask({ widgetId: 'w1', message: 'And now?', sessionId: first.body.sessionId });
    expect(second.body.sessionId).toBe(first.body.sessionId);
    expect((await chat.ask({ widgetId: 'nobody', message: 'Hello' })).status).toBe(400);
    expect(await chat.end()).toBe(0);
    // 117 tokens were used of the 150 that were reserved each time.
    expect([await usedOf('tokens_per_day'), await usedOf('messages_per_day')]).toEqual([234, 2]);
    const kept = (await messages()).map(({ metadata }) => JSON.parse(metadata));
    expect(kept.map(({ direction, opened_session, tokens }) => [direction, opened_session, tokens]).sort()).toEqual([
      ['received', false, 40],
      ['received', true, 40],
      ['sent', false, 77],
      ['sent', false, 77],
    ]);
    expect(kept.every(({ status_code, latency_ms }) => status_code === 200 && latency_ms >= 0)).toBe(true);
    expect(JSON.stringify(kept)).not.toContain('Hello');
    expect((await told()).sort()).toEqual([
      ['chat_message_received', 2],
      ['chat_response_sent', 2],
      ['chat_session_created', 1],
    ]);
  });

  it('answers 502 when the model fails, gives back what was reserved, and tells of the error', async () => {
    const chat = await chatOf();
    const before = await usedOf('tokens_per_day');
    model.uses = null;
    expect(await chat.ask({ widgetId: 'w1', message: 'Hello' })).toMatchObject({ status: 502 });
    expect(await chat.end()).toBe(0);
    expect(await usedOf('tokens_per_day')).toBe(before);
    expect(await told()).toContainEqual(['api_error', 1]);
    const failed = (await messages()).map(({ metadata }) => JSON.parse(metadata)).filter(({ error }) => error);
    expect(failed).toEqual([expect.objectContaining({ status_code: 502, error: 'Error', direction: 'received' })]);
  });

  it('answers 429 as R4 does when the plan is used up, by a check that can be asked about', async () => {
    const chat = await chatOf();
    // More than was reserved: what was used is counted all the same, and nothing is left of the day.
    model.uses = { input: 4_000, output: 6_000 };
    expect((await chat.ask({ widgetId: 'w1', message: 'A long one' })).status).toBe(200);
    // The amount that was used is on its way; a moment later the next message is refused.
    const refused = await until(
      () => chat.ask({ widgetId: 'w1', message: 'One more' }),
      ({ status }) => status === 429,
    );
    expect(refused.body).toMatchObject({ error: 'Quota exceeded', quota_limit: 10_000, tokens_remaining: 0 });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await chat.end()).toBe(0);
    const limited = (await messages()).filter(({ metadata }) => JSON.parse(metadata).status_code === 429);
    expect(limited.length).toBeGreaterThan(0);
  });

  it('goes on when the product cannot be reached, and ends when it is told to', async () => {
    model.uses = { input: 1, output: 1 };
    const chat = await chatOf('http://127.0.0.1:9');
    expect(await chat.ask({ widgetId: 'w1', message: 'Hello' })).toMatchObject({
      status: 200,
      body: { reply: 'You said: Hello' },
    });
    expect(await chat.end()).toBe(0);
  });
});

async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 20; tries++) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error('It did not come to that');
}
