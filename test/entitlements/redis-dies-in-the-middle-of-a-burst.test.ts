import { afterAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type Composition, compose } from '../../bin/compose.js';
import { finaliseQuota, type QuotaDecision } from '../../src/entitlements/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import { ownRedis } from '../jobs/own-redis.js';
import { createWorld } from '../kit/world.js';
import { until } from '../resilience/until.js';

const redis = await ownRedis();
await redis.start();
const environment = { REDIS_URL: redis.url, REDIS_PATIENCE_MS: '500' };
const world = await createWorld({ environment, plan: 'trial' });
const { tenantId, clock } = world;
/** Two processes: the world's own, and one more. */
const other = await compose(world.composition.config, { clock, log: pino({ level: 'silent' }) });
const processes = [world.composition, other];
afterAll(async () => {
  await other.close();
  await redis.remove();
});

/** R4's tokens a day of the trial plan. */
const LIMIT = 10_000;

async function check({ quotas }: Composition, tokens: number, more: object = {}): Promise<QuotaDecision> {
  const asked = { subject: {}, amounts: { tokens }, mode: 'consume' as const, ...more };
  const checked = await quotas.check(tenantId, asked);
  if (checked.__typename !== 'QuotaDecision') throw new Error(JSON.stringify(checked));
  return checked;
}

const used = async (): Promise<number> => {
  const states = await world.composition.quotas.status(tenantId, {});
  return states.find(({ quota }) => quota === 'tokens_per_day')?.used ?? Number.NaN;
};

/** Checks from both processes, 16 at a time; `during` runs after some of them. Gives what was let through, and how. */
async function burst(count: number, tokens: number, during?: { after: number; act: () => Promise<void> }) {
  const decisions: QuotaDecision[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const n = next++;
      if (n === during?.after) await during.act();
      decisions.push(await check(processes[n % 2] as Composition, tokens));
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  const sum = (of: QuotaDecision[]) => of.filter(({ allowed }) => allowed).length * tokens;
  return { all: sum(decisions), alone: sum(decisions.filter(({ degraded }) => degraded)), decisions };
}

const drift = async () =>
  (await (await world.as('observer')).ask('{ quotaDrift { decisions since amounts { meter amount } } }')).quotaDrift;

/** Until both processes have Redis again and told it of everything. */
const settled = async () => {
  await until(
    () => Promise.all(processes.map((one) => check(one, 0, { mode: 'look' }))),
    (decisions) => decisions.every(({ degraded }) => !degraded),
  );
  for (const { quotaJournal } of processes) await quotaJournal.run();
};

describe('Redis dies in the middle of a burst', () => {
  let before = 0;

  it('and checks go on at once, within the bound that the docs state', async () => {
    before = (await burst(40, 100)).all;
    const { all, alone, decisions } = await burst(200, 100, { after: 20, act: () => redis.kill() });
    expect(alone).toBeGreaterThan(0);
    expect(before + all).toBeLessThanOrEqual(LIMIT + processes.length * (LIMIT - before));
    const denied = decisions.filter(({ allowed, degraded }) => !allowed && degraded);
    expect(denied.length).toBeGreaterThan(0);
    before += all;

    const { denial } = denied.at(-1) as QuotaDecision;
    // Every denial answers, from another process too.
    expect(await other.quotas.denial(tenantId, denial?.id ?? '')).toMatchObject({
      ...{ quota: 'tokens_per_day', limit: LIMIT, requested: 100, window: 'day', degraded: true },
    });
  }, 60_000);

  it('what was let through meanwhile is in the graph, and seen as drift', async () => {
    for (const { quotaJournal } of processes) await quotaJournal.run();
    const { decisions, amounts } = await drift();
    expect(decisions).toBeGreaterThan(0);
    expect(amounts).toEqual([{ meter: 'tokens', amount: expect.any(Number) }]);
    const metrics = await (await fetch(`${world.url}/metrics`)).text();
    expect(metrics).toMatch(/^revgraph_quota_without_redis 1$/m);
    expect(metrics).toMatch(/^revgraph_quota_degraded_decisions_total\{outcome="denied"\} [1-9]/m);
    const admin = await world.as('admin');
    const { degradedDecisions } = await admin.ask(
      '{ degradedDecisions { edges { node { decidedBy allowed denied settledAt amounts { meter amount } } } } }',
    );
    expect(degradedDecisions.edges.length).toBeGreaterThanOrEqual(2);
    expect(degradedDecisions.edges[0].node).toMatchObject({ settledAt: null });
  });

  it('and a minute after it is back its counters hold exactly what was let through', async () => {
    await redis.start();
    await settled();
    clock.advance({ minutes: 1 });
    expect(await used()).toBe(before);
    expect(await (await fetch(`${world.url}/metrics`)).text()).toMatch(/^revgraph_quota_without_redis 0$/m);
    expect(await drift()).toEqual({ decisions: 0, since: null, amounts: [] });
    // Redis decides again: nothing is left.
    expect(await check(world.composition, 100)).toMatchObject({ allowed: false, degraded: false });
  }, 60_000);

  it('a second absence settles nothing of the first again', async () => {
    clock.advance({ days: 1 });
    await check(world.composition, 1_000);
    await redis.kill();
    expect(await check(world.composition, 500)).toMatchObject({ allowed: true, degraded: true });
    const subject = { userId: newId(), workspaceId: newId(), apiKeyId: newId(), group: 'a group' };
    const { reservationId } = await check(other, 300, { mode: 'reserve', subject });
    const program = { ...world.caller('ae'), type: 'api_key' as const, roles: [], scopes: ['quotas:check'] };
    const finalising = { reservationId, amounts: { tokens: 250 } };
    expect(await finaliseQuota(world.composition, program, finalising)).toMatchObject({ degraded: true, overruns: [] });
    await redis.start();
    // Checks that Redis counts before it is told of the rest say nothing of what it never heard of.
    let more = 0;
    await until(
      async () => {
        const decided = await check(world.composition, 1);
        if (decided.allowed) more += 1;
        return decided;
      },
      ({ degraded }) => !degraded,
    );
    await settled();
    await settled();
    expect(await used()).toBe(1_750 + more);
  }, 60_000);

  it('tells of what was gone beyond once it is known', async () => {
    const told = await world.cypher<{ step: string }>(
      `MATCH (r:Receipt {tenantId: $tenantId, resourceType: 'Quota'}) WHERE r.createdAt > '' RETURN r.step AS step`,
    );
    expect(told.filter(({ step }) => step === 'DENY_QUOTA').length).toBeGreaterThanOrEqual(1);
  });
});
