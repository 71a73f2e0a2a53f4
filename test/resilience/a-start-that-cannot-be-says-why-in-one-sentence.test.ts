import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type OwnRedis, ownRedis } from '../jobs/own-redis.js';
import { ProductProcess } from './processes.js';

const NAMES = ['api', 'worker', 'sealer'];

const redises: OwnRedis[] = [];
afterAll(() => Promise.all(redises.map((redis) => redis.remove())));

async function redisWith(...settings: string[]): Promise<string> {
  const redis = await ownRedis(settings);
  redises.push(redis);
  await redis.start();
  return redis.url;
}

/** Where nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** All three processes, started with something wrong: each must end with 1 and this one sentence. */
async function allRefuse(environment: Record<string, string>, sentence: RegExp): Promise<void> {
  const processes = NAMES.map((name) =>
    ProductProcess.start(`../../dist/bin/${name}.js`, { PORT: '0', ...environment }),
  );
  for (const { code, stderr } of await Promise.all(processes.map(({ ended }) => ended))) {
    expect(stderr.trim()).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  }
}

describe('api, worker and sealer do not start', () => {
  // Another user than that of the test run: Neo4j keeps a user out for 5 s after three wrong passwords.
  it('with a password that Neo4j does not accept', () =>
    allRefuse(
      { NEO4J_USER: 'nobody', NEO4J_PASSWORD: 'wrong' },
      /^Neo4j at bolt:\/\/\S+ does not let nobody in with this password: correct NEO4J_USER and NEO4J_PASSWORD\.$/,
    ));

  it('where no Neo4j answers', async () =>
    allRefuse(
      { NEO4J_URI: `bolt://127.0.0.1:${await deadPort()}` },
      /^Neo4j at bolt:\/\/\S+ does not answer: start it, or correct NEO4J_URI\.$/,
    ));

  it('on a graph that lacks migrations of their build', () =>
    allRefuse(
      { PRELOAD: './a-newer-build.mjs' },
      /^The graph lacks 9999_tomorrow: run "npm run revgraph -- migrate" first\.$/,
    ));

  it('without a variable that has no default', () =>
    allRefuse(
      { REVGRAPH_LOG_MASTER_SECRET: '' },
      /^The environment is not right\. REVGRAPH_LOG_MASTER_SECRET: is not set\.$/,
    ));

  it('on a Redis that keeps no append-only file', async () =>
    allRefuse({ REDIS_URL: await redisWith('--appendonly', 'no') }, /^Redis forgets .+: set appendonly to yes\.$/));

  it('on a Redis that evicts', async () =>
    allRefuse(
      { REDIS_URL: await redisWith('--maxmemory-policy', 'allkeys-lru') },
      /^Redis may evict .+: set maxmemory-policy to noeviction\.$/,
    ));

  it('on a Redis that wants another password', async () =>
    allRefuse(
      { REDIS_URL: (await redisWith('--requirepass', 'right')).replace('//', '//:wrong@') },
      /^Redis does not let us in with this user and password: correct REDIS_URL\.$/,
    ));

  it('where no Redis answers', async () =>
    allRefuse(
      { REDIS_URL: `redis://127.0.0.1:${await deadPort()}` },
      /^Redis at 127\.0\.0\.1:\d+ does not answer: .+ Start Redis, or correct REDIS_URL\.$/,
    ));

  it('nor does the migrate command without Neo4j, nor the API on a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const migrate = { NEO4J_URI: `bolt://127.0.0.1:${await deadPort()}` };
    const ends = await Promise.all([
      ProductProcess.start('../../dist/bin/revgraph.js', migrate, ['migrate']).ended,
      ProductProcess.start('../../dist/bin/api.js', { PORT: String(port) }).ended,
    ]);
    taken.close();
    expect(ends).toMatchObject([
      { code: 1, stderr: expect.stringMatching(/^Neo4j at \S+ does not answer: [^\n]+\n$/) },
      { code: 1, stderr: `Port ${port} is not to be had (EADDRINUSE): choose another PORT.\n` },
    ]);
  });
});
