import { afterAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { createWorld } from '../kit/world.js';
import { bareSocket, clientOf, figure, firstOf, INBOX, staying, until } from './talk.js';

const world = await createWorld({
  environment: { SOCKETS_PER_CALLER: '3', SUBSCRIPTIONS_PER_SOCKET: '2', CORS_ORIGINS: 'https://desk.example' },
});
const clients: Client[] = [];
afterAll(() => Promise.all(clients.map((client) => client.dispose())));

/** The published client with somebody's token. */
async function as(handle: string, options: Parameters<typeof clientOf>[1] = {}) {
  const authorization = `Bearer ${await world.token(handle)}`;
  const talk = clientOf(world, { connectionParams: { authorization }, ...options });
  clients.push(talk.client);
  return talk;
}
const init = async (handle = 'manager') => ({
  type: 'connection_init',
  payload: { authorization: `Bearer ${await world.token(handle)}` },
});
const subscribe = (id: string) => ({ id, type: 'subscribe', payload: { query: INBOX } });

describe('a socket of the published client', () => {
  it('carries what is subscribed to', async () => {
    const { client } = await as('manager');
    expect((await firstOf(client)).data.approvalInbox.snapshot).toEqual({ complete: true });
  });

  it('closes with 4401 for a token that is not ours, and is not opened again', async () => {
    const { client, closings } = clientOf(world, { connectionParams: { authorization: 'Bearer x' }, retryAttempts: 3 });
    await expect(firstOf(client)).rejects.toMatchObject({ code: 4401, reason: 'Unauthorized' });
    expect(closings).toHaveLength(1);
  });

  it('closes with 4403 for a token that has expired, and is opened again with a fresh one', async () => {
    const tokens = [await world.token('manager', { ttlSeconds: -60 }), await world.token('manager')];
    const { client, closings } = clientOf(world, {
      connectionParams: () => ({ authorization: `Bearer ${tokens.shift()}` }),
      retryAttempts: 1,
      retryWait: async () => undefined,
    });
    expect((await firstOf(client)).data.approvalInbox).toBeDefined();
    expect(closings[0]).toEqual({ code: 4403, reason: 'Token expired' });
    await client.dispose();
  });

  it('closes with 4408 when it does not say who it is within three seconds', async () => {
    const { client } = await as('manager', { connectionParams: () => new Promise(() => undefined) });
    await expect(firstOf(client)).rejects.toMatchObject({ code: 4408 });
  });

  it('closes with 4409 when two subscriptions have one id', async () => {
    const { client } = await as('manager', { generateID: () => 'the-same' });
    const [first, second] = [staying(client), staying(client)];
    expect(await Promise.race([first.first, second.first])).toMatchObject({ code: 4409 });
  });

  it('closes with 4400 for what is no message of the protocol', async () => {
    const { client } = await as('manager', {
      jsonMessageReplacer: (key, value) => (key === 'type' && value === 'subscribe' ? 'order' : value),
    });
    await expect(firstOf(client)).rejects.toMatchObject({ code: 4400 });
  });
});

describe('a socket of somebody who does not keep to the protocol', () => {
  it.each<[string, number, () => Promise<(object | string | Buffer)[]>]>([
    ['says who it is twice', 4429, async () => [await init(), await init()]],
    ['subscribes before it has said who it is', 4401, async () => [subscribe('1')]],
    ['says what is no JSON', 4400, async () => ['{"type":']],
    ['says JSON that is no object', 4400, async () => ['"connection_init"']],
    ['says bytes', 4400, async () => [Buffer.from([0, 255, 254])]],
    ['subscribes without an id', 4400, async () => [await init(), { ...subscribe('1'), id: undefined }]],
    ['subscribes without a query', 4400, async () => [await init(), { id: '1', type: 'subscribe', payload: {} }]],
    [
      'names its operation by a number',
      4400,
      async () => [await init(), { id: '1', type: 'subscribe', payload: { query: INBOX, operationName: 7 } }],
    ],
    ['says what servers alone say', 4400, async () => [await init(), { id: '1', type: 'next', payload: {} }]],
    ['sends more than 64 KiB', 1009, async () => ['x'.repeat(64 * 1024 + 1)]],
  ])('that %s closes with %i', async (_what, code, messages) => {
    const { say, closed } = bareSocket(world);
    await say(...(await messages()));
    expect((await closed).code).toBe(code);
  });

  it('that names no subprotocol, or another, closes with 4406', async () => {
    for (const protocol of [undefined, 'graphql-ws', 'soap']) {
      const { closed } = bareSocket(world, { protocol: protocol ?? '' });
      expect((await closed).code).toBe(4406);
    }
  });

  it('that completes what it never began goes on', async () => {
    const { say, received, socket } = bareSocket(world);
    await say(await init(), { id: 'never', type: 'complete' }, { type: 'ping' });
    await until(() => received.some(({ type }) => type === 'pong'));
    await until(() => received.some(({ type }) => type === 'connection_ack'));
    expect(received).toHaveLength(2);
    socket.terminate();
  });
});

describe('the sockets of one caller', () => {
  it('are at most as many as are configured: one more is told to try again, and admitted when one has closed', async () => {
    const held = await Promise.all([1, 2, 3].map(() => as('finance')));
    for (const { client } of held) expect(await staying(client).first).toMatchObject({ data: expect.anything() });
    const reason = 'At most 3 connections at a time; close one first';
    const { client } = await as('finance');
    await expect(firstOf(client)).rejects.toMatchObject({ code: 1013, reason });
    const colleague = await as('legal');
    expect(await firstOf(colleague.client)).toMatchObject({ data: expect.anything() });

    const { client: patient, closings } = await as('finance', {
      retryAttempts: 20,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 50)),
    });
    const answer = firstOf(patient);
    await until(() => closings.length > 0);
    held[0]?.client.terminate();
    expect(await answer).toMatchObject({ data: expect.anything() });
    expect(closings[0]).toEqual({ code: 1013, reason });
  });

  it('carry at most as many subscriptions each as are configured', async () => {
    const { client, closings } = await as('vp');
    const answers = await Promise.all([staying(client), staying(client), staying(client)].map(({ first }) => first));
    expect(answers.filter((answer) => !Array.isArray(answer))).toHaveLength(2);
    const [refused] = answers.filter(Array.isArray);
    expect(refused?.[0].extensions.code).toBe('RATE_LIMITED');
    expect(closings).toEqual([]);
  });

  it('do not count before it is known whose they are', async () => {
    const silent = Array.from({ length: 6 }, () => bareSocket(world));
    await Promise.all(silent.map(({ opened }) => opened));
    const { client } = await as('admin');
    expect(await firstOf(client, 'subscription { leadQueue { cursor } }')).toMatchObject({ data: expect.anything() });
    for (const { closed } of silent) expect((await closed).code).toBe(4408);
  });
});

describe('a socket that a page opens', () => {
  it.each(['https://evil.example', 'null', 'https://127.0.0.1', 'https://desk.example.evil.example', 'file://'])(
    'from the origin %s is refused before it opens',
    async (origin) => {
      const before = await figure(world, 'graphql_sockets_open');
      const { refused } = bareSocket(world, { headers: { origin } });
      expect(await refused).toBe(403);
      expect(await figure(world, 'graphql_sockets_open')).toBe(before);
    },
  );

  it('from our own address, or from a configured one, is opened; so is a program’s, which has none', async () => {
    for (const headers of [{ origin: world.url }, { origin: 'https://desk.example' }, {}]) {
      const { opened, socket } = bareSocket(world, { headers });
      await opened;
      socket.terminate();
    }
  });
});
