import { afterAll, expect, it } from '@jest/globals';
import { CachedTerms, setCustomQuota } from '../../src/entitlements/index.js';
import { Graph } from '../../src/kernel/graph.js';
import { Configs } from '../../src/tenancy/index.js';
import { ManualClock } from '../kit/clock.js';
import { StoreProxy } from '../kit/proxy.js';
import { worldWithOperators } from './operators.js';

const clock = new ManualClock('2026-11-20T10:00:00.000Z');
const world = await worldWithOperators({ plan: 'starter' }, clock);
const proxy = await StoreProxy.to(process.env.NEO4J_URI as string);
const graph = new Graph({
  uri: proxy.url,
  user: process.env.NEO4J_USER ?? 'neo4j',
  password: process.env.NEO4J_PASSWORD ?? '',
  database: process.env.NEO4J_DATABASE ?? 'neo4j',
});
const terms = new CachedTerms(graph, new Configs(graph, world.runtime.parseConfig), clock);
afterAll(async () => {
  await graph.close();
  await proxy.close();
  await world.close();
});

const limit = async () =>
  (await terms.termsOf(world.tenantId))?.quotas.find(({ name }) => name === 'tokens_per_day')?.limit;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks every 20 ms until terms say so; gives the milliseconds it took. */
async function until(wanted: number): Promise<number> {
  const began = performance.now();
  while ((await limit()) !== wanted && performance.now() - began < 5_000) await pause(20);
  return performance.now() - began;
}

it('a change that two operators made is followed', async () => {
  expect(await limit()).toBe(100_000);
  await world.agreed(setCustomQuota, { quota: 'tokens', limit: 7 });
  expect(await until(7)).toBeLessThan(5_000);
}, 30_000);

it('terms that are known are served on while the graph is away, and end by themselves all the same', async () => {
  await world.agreed(setCustomQuota, { quota: 'tokens', limit: 8, expiresAt: '2026-11-20T10:30:00Z' });
  await until(8);
  const version = (await terms.termsOf(world.tenantId))?.version;
  await proxy.goAway();
  await pause(600);
  await limit();
  for (let n = 0; n < 200; n++) expect(await limit()).toBe(8);
  clock.set('2026-11-20T10:30:00.000Z');
  expect(await limit()).toBe(100_000);
  expect((await terms.termsOf(world.tenantId))?.version).not.toBe(version);
  await proxy.comeBack();
  await world.agreed(setCustomQuota, { quota: 'tokens', limit: 9 });
  expect(await until(9)).toBeLessThan(5_000);
}, 60_000);

it('of a tenant that is not there nothing is known', async () => {
  expect(await terms.termsOf('nobody')).toBeNull();
});
