import { afterAll, describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { startCarelessServer } from './careless-server.js';
import { type Probe, post, type Target } from './probes.js';
import { PROBES_OF_DOORS } from './probes-of-doors.js';
import { PROBES_OF_KNOWLEDGE, UNHANDLED } from './probes-of-knowledge.js';
import { PROBES_OF_SIZE } from './probes-of-size.js';
import { bareSocket, until } from './talk.js';

const world = await createWorld({ environment: { NODE_ENV: 'production' } });
const stranger: Target = { url: world.url, token: null };
const member: Target = { url: world.url, token: await world.token('vp') };
const careless = await startCarelessServer();
afterAll(() => careless.close());

const named = (probes: readonly Probe[]) => probes.map((probe) => [`${probe.name} (${probe.from})`, probe] as const);
const PROBES = named([...PROBES_OF_SIZE, ...PROBES_OF_KNOWLEDGE, ...PROBES_OF_DOORS]);
const EVERY = [...PROBES, ...named(UNHANDLED)];

describe('scanners find nothing in production', () => {
  it.each(EVERY)('as strangers: %s', async (_name, { run }) => {
    expect(await run(stranger)).toBeNull();
  });

  it.each(EVERY)('with a token: %s', async (_name, { run }) => {
    expect(await run(member)).toBeNull();
  });

  it('and what they asked for in good order is answered', async () => {
    expect((await post(stranger, { query: '{ __typename }' })).json).toEqual({ data: { __typename: 'Query' } });
    const viewer = await post(member, { query: '{ viewer { roles } }' });
    expect(viewer.json).toEqual({ data: { viewer: { roles: ['VP_SALES'] } } });
  });
});

describe('scanners find, in a server that is careless,', () => {
  it.each(PROBES)('%s', async (_name, { run }) => {
    expect(await run({ url: careless.url, token: null })).not.toBeNull();
  });
});

describe('fragments of fragments', () => {
  it('that double at each of 40 levels are answered or refused within two seconds', async () => {
    const levels = Array.from({ length: 40 }, (_, n) => {
      const next = `...A${n + 1}`;
      return `fragment A${n} on Query { ${next} ... on Query { ${next} } }`;
    });
    const query = `{ ...A0 } ${levels.join(' ')} fragment A40 on Query { __typename }`;
    for (const target of [stranger, member]) {
      const started = performance.now();
      expect((await post(target, { query })).status).toBeLessThan(500);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});

describe('over a socket', () => {
  /** Says who it is, subscribes, and gives the answers. */
  async function ask(query: string): Promise<string> {
    const { say, received, socket, closed } = bareSocket(world);
    await say({ type: 'connection_init', payload: { authorization: `Bearer ${member.token}` } });
    await until(() => received.length > 0);
    await say({ id: '1', type: 'subscribe', payload: { query } });
    await until(() => received.length > 1);
    socket.terminate();
    await closed;
    return JSON.stringify(received.filter(({ id }) => id === '1'));
  }

  it.each([
    ['suggestions', 'subscription { approvalInbo { cursor } }', /did you mean/i],
    ['the schema', 'subscription { __schema { types { name } } }', /"data":\{/],
    [
      'the schema, beside an event',
      'subscription { approvalInbox { cursor } __type(name: "Query") { name } }',
      /"data":\{/,
    ],
    ['the schema, by a query', '{ __schema { types { name } } }', /"data":\{/],
    ['a mutation', 'mutation { __typename }', /"data":\{/],
    ['the same field 500 times', `subscription { approvalInbox { ${'cursor '.repeat(500)} } }`, /"data":\{/],
    [
      'two subscriptions at once',
      'subscription { a: approvalInbox { cursor } b: approvalInbox { cursor } }',
      /"data":\{/,
    ],
  ])('they find no %s', async (_what, query, found) => {
    const answer = await ask(query);
    expect(answer).toContain('"type":"error"');
    expect(answer).not.toMatch(found);
  });
});
