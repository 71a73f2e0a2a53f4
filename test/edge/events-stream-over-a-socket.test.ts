import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import WebSocket from 'ws';
import { listeners } from './desk.js';
import { type RunningEdge, startEdge, token } from './edge.js';

type Any = any;
const DEALS = 'subscription ($every: Int) { deal(every: $every) { name stage owner { name } } }';

async function take(edge: RunningEdge, query: string, count: number, variables = {}, subject = 'ada'): Promise<Any[]> {
  const client = edge.socket({ authorization: `Bearer ${await token(subject)}` });
  const taken: Any[] = [];
  for await (const answer of client.iterate({ query, variables })) {
    taken.push(answer);
    if (taken.length === count) break;
  }
  await client.dispose();
  return taken;
}

/** Waits until the condition holds, two seconds at most. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 200 && !(await holds()); n += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await holds()).toBe(true);
}

describe('events stream over a socket', () => {
  let edge: RunningEdge;
  const registry = new Registry();
  const open = async () => (await registry.getSingleMetric('graphql_subscriptions_open')?.get())?.values[0]?.value ?? 0;
  beforeAll(async () => {
    edge = await startEdge({ registry, limits: { subscriptionsPerConnection: 2, cost: 200 } });
  });
  afterAll(() => edge.close());

  it('to whom the guard admits', async () => {
    const [first, second] = await take(edge, DEALS, 2);
    expect(first.data).toEqual({ deal: { name: 'Deal 1', stage: 'Won', owner: { name: 'Person 1' } } });
    expect(second.data.deal.name).toBe('Deal 2');
  });

  it('masking the event that fails, and going on', async () => {
    const [, , third, fourth] = await take(edge, DEALS, 4);
    expect(third.data).toBeNull();
    expect(third.errors[0].extensions).toEqual({ code: 'INTERNAL', correlationId: expect.any(String) });
    expect(JSON.stringify(third)).not.toContain('hunter2');
    expect(fourth.data.deal.name).toBe('Deal 4');
  });

  it.each([
    ['a seat that is missing', DEALS, {}, 'nina', 'SEAT_REQUIRED'],
    ['a query', '{ ping }', {}, 'ada', 'BAD_USER_INPUT'],
    ['a mutation', 'mutation { closeDeal(id: "d1") { __typename } }', {}, 'ada', 'BAD_USER_INPUT'],
    ['broken GraphQL', 'subscription {', {}, 'ada', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { deals { id } }', {}, 'ada', 'GRAPHQL_VALIDATION_FAILED'],
    ['a wrong variable', DEALS, { every: 'often' }, 'ada', 'BAD_USER_INPUT'],
    ['too many tokens', `subscription { deal { ${'name '.repeat(2_000)} } }`, {}, 'ada', 'QUERY_TOO_COMPLEX'],
    [
      'too many aliases',
      `subscription { deal { ${Array.from({ length: 16 }, (_, n) => `a${n}: name`).join(' ')} } }`,
      {},
      'ada',
      'QUERY_TOO_COMPLEX',
    ],
    ['too much', 'subscription { deal { approvers(first: 100) { id name age } } }', {}, 'ada', 'QUERY_TOO_COMPLEX'],
  ])('refuses %s', async (_what, query, variables, subject, code) => {
    // Errors before the first event end the subscription; a guard's refusal comes as its only answer.
    const refused = await take(edge, query, 1, variables, subject).then(
      ([answer]) => answer.errors,
      (errors: Any) => errors,
    );
    expect(refused[0].extensions.code).toBe(code);
  });

  it('lets go of an idle source as soon as the listener leaves, or is cut off', async () => {
    await until(() => listeners.now === 0);
    const client = edge.socket({ Authorization: `Bearer ${await token('ada')}` });
    const leave = client.subscribe(
      { query: DEALS, variables: { every: 600_000 } },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    await until(() => listeners.now === 1);
    expect(await open()).toBe(1);
    leave();
    await until(() => listeners.now === 0);
    expect(await open()).toBe(0);

    client.subscribe(
      { query: DEALS, variables: { every: 600_000 } },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    await until(() => listeners.now === 1);
    client.terminate();
    await until(() => listeners.now === 0);
  });

  it('bounds the subscriptions of one connection', async () => {
    const client = edge.socket({ authorization: `Bearer ${await token('ada')}` });
    const outcomes = await Promise.all(
      [1, 2, 3].map(async () => {
        try {
          for await (const answer of client.iterate({ query: DEALS, variables: { every: 100 } }))
            return answer.data ? 'event' : 'no data';
        } catch (errors) {
          return (errors as Any)[0].extensions.code;
        }
      }),
    );
    expect(outcomes.sort()).toEqual(['RATE_LIMITED', 'event', 'event']);
    await client.dispose();
  });

  it('cuts off a client that no longer answers pings', async () => {
    const brisk = await startEdge({ keepAliveMs: 50 });
    const socket = new WebSocket(`${brisk.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      autoPong: false,
    });
    const code = await new Promise<number>((resolve) => socket.on('close', resolve));
    expect(code).toBe(1006);
    await brisk.close();
  });

  it('closes sockets and sources when the process closes', async () => {
    const closing = await startEdge();
    let code: number | undefined;
    const client = closing.socket(
      { authorization: `Bearer ${await token('ada')}` },
      {
        closed: (event) => {
          code = (event as { code: number }).code;
        },
      },
    );
    client.subscribe(
      { query: DEALS, variables: { every: 600_000 } },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    await until(() => listeners.now === 1);
    await closing.close();
    await until(() => listeners.now === 0);
    expect(code).toBe(1001);
  });
});
