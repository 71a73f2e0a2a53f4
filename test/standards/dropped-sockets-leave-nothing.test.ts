import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { PEOPLE } from '../kit/fresh-world.js';
import { createWorld } from '../kit/world.js';
import { bareSocket, figure, INBOX, until } from './talk.js';

const SOCKETS = 1_000;
const AT_ONCE = 50;
const world = await createWorld();
const redis = new Redis(process.env.REDIS_URL as string);
afterAll(() => redis.disconnect());

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Who may watch the approvals: their tokens, in turn. */
const watchers = PEOPLE.filter(({ handle }) => ['manager', 'finance', 'legal', 'vp'].includes(handle));
const tokens = await Promise.all(watchers.map(({ handle }) => world.token(handle)));

/** How a socket ends: by its client's word, by its connection breaking off, in the middle of its greeting, or without one. */
const ENDINGS = ['close', 'break off', 'break off before the answer', 'say nothing'] as const;

async function openAndDrop(n: number): Promise<void> {
  const ending = ENDINGS[n % ENDINGS.length];
  const { say, received, socket, closed, opened } = bareSocket(world);
  await opened;
  if (ending !== 'say nothing') {
    const authorization = `Bearer ${tokens[n % tokens.length]}`;
    await say({ type: 'connection_init', payload: { authorization } });
    if (ending !== 'break off before the answer') await until(() => received.length > 0);
    await say({ id: '1', type: 'subscribe', payload: { query: INBOX } });
    if (ending === 'close') await until(() => received.some(({ type }) => type === 'next'));
  }
  if (ending === 'close') socket.close();
  else socket.terminate();
  await closed;
}

/** Opens and drops so many, and waits until the API knows that they are gone. */
async function openAndDropMany(count: number): Promise<void> {
  for (let n = 0; n < count; n += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => openAndDrop(n + i)));
  await until(async () => (await figure(world, 'graphql_sockets_open')) === 0);
  await until(async () => (await figure(world, 'graphql_subscriptions_open')) === 0);
  await until(() => world.composition.fanOut.subscriberCount() === 0);
}

/** What the process and Redis hold on to; the connections that fetch keeps for its next request are not counted. */
async function heldNow() {
  const resources = process.getActiveResourcesInfo();
  const prefix = world.composition.config.redis.prefix;
  collectGarbage();
  return {
    timers: resources.filter((name) => name === 'Timeout').length,
    channels: ((await redis.pubsub('CHANNELS', `${prefix}:topic:*`)) as string[]).length,
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
  };
}

it('a thousand sockets opened and dropped leave no subscription, channel, timer or memory behind', async () => {
  // The first ones compile queries and open connections, which stay.
  await openAndDropMany(200);
  const before = await heldNow();
  await openAndDropMany(SOCKETS);
  const after = await heldNow();
  expect(after.channels).toBe(0);
  expect(after.timers).toBeLessThanOrEqual(before.timers + 10);
  // A leaked socket would weigh more than 20 kB, 20 MB together.
  expect(after.heapMb - before.heapMb).toBeLessThan(10);
}, 120_000);

it('and the same callers are admitted as before', async () => {
  for (let n = 0; n < 20; n += 1) {
    const { say, received } = bareSocket(world);
    await say({ type: 'connection_init', payload: { authorization: `Bearer ${tokens[0]}` } });
    await until(() => received.some(({ type }) => type === 'connection_ack'));
  }
});
