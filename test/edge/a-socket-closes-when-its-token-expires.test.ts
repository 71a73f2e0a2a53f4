import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { listeners } from './desk.js';
import { type RunningEdge, startEdge, token } from './edge.js';

describe('a socket closes when its token expires', () => {
  let edge: RunningEdge;
  beforeAll(async () => {
    edge = await startEdge();
  });
  afterAll(() => edge.close());

  /** Opens a socket, says what is given, and tells how it was closed and what came before. */
  async function converse(
    ...messages: object[]
  ): Promise<{ code: number; reason: string; received: { type: string }[] }> {
    const socket = new WebSocket(`${edge.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const received: { type: string }[] = [];
    socket.on('message', (data) => received.push(JSON.parse(String(data))));
    await new Promise((resolve) => socket.on('open', resolve));
    for (const message of messages) socket.send(JSON.stringify(message));
    return new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason), received })),
    );
  }
  const init = (payload?: object) => ({ type: 'connection_init', payload });
  const subscribe = { id: '1', type: 'subscribe', payload: { query: 'subscription { deal(every: 50) { name } }' } };

  it('at that moment, events having flowed until then, and lets its sources go', async () => {
    const started = Date.now();
    // Whole seconds: this one ends one to two seconds from now.
    const authorization = `Bearer ${await token('ada', 2)}`;
    const expiresAt = (Math.floor(started / 1000) + 2) * 1000;
    const { code, reason, received } = await new Promise<Awaited<ReturnType<typeof converse>>>((resolve) => {
      const socket = new WebSocket(`${edge.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      const heard: { type: string }[] = [];
      socket.on('open', () => socket.send(JSON.stringify(init({ authorization }))));
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as { type: string };
        heard.push(message);
        if (message.type === 'connection_ack') socket.send(JSON.stringify(subscribe));
      });
      socket.on('close', (closedWith, why) => resolve({ code: closedWith, reason: String(why), received: heard }));
    });
    expect([code, reason]).toEqual([4403, 'Token expired']);
    expect(received.filter(({ type }) => type === 'next').length).toBeGreaterThan(3);
    expect(Date.now() - expiresAt).toBeGreaterThanOrEqual(0);
    expect(Date.now() - expiresAt).toBeLessThan(500);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(listeners.now).toBe(0);
  });

  it('at once when it has expired already', async () => {
    expect(await converse(init({ authorization: `Bearer ${await token('ada', -10)}` }))).toMatchObject({
      code: 4403,
      reason: 'Token expired',
    });
  });

  it.each([
    ['a flawed token', { authorization: 'Bearer nonsense' }],
    ['a number for a token', { authorization: 7 }],
    ['no token', {}],
  ])('with 4401 for %s', async (_what, payload) => {
    const { code, received } = await converse(init(payload));
    expect(code).toBe(4401);
    expect(received).toEqual([]);
  });

  it('when it subscribes before it has said who it is', async () => {
    expect((await converse(subscribe)).code).toBe(4401);
  });

  it('when it says who it is twice', async () => {
    const authorization = `Bearer ${await token('ada')}`;
    expect((await converse(init({ authorization }), init({ authorization }))).code).toBe(4429);
  });

  it('when it says what is no message of the protocol', async () => {
    expect((await converse({ type: 'hello' })).code).toBe(4400);
  });
});
