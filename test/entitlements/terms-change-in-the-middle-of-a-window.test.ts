import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import {
  CachedTerms,
  createTrial,
  expireTerms,
  grantQuota,
  openQuotas,
  type QuotaDecision,
  setCustomQuota,
  setPlan,
  upgradeTrial,
} from '../../src/entitlements/index.js';
import { nothingWithoutRedis } from '../../src/entitlements/quota/without-redis.js';
import { did } from '../evidence/did.js';
import { ManualClock } from '../kit/clock.js';
import { sweepOnly } from '../kit/own-tenant.js';
import { worldWithOperators } from './operators.js';

const clock = new ManualClock('2026-11-20T10:00:00.000Z');
const world = await worldWithOperators({ plan: 'trial' }, clock);
const { graph, configs, log } = world.runtime;
sweepOnly(graph, world.tenantId);
const terms = new CachedTerms(graph, configs, clock);
const { quotas, close } = openQuotas({
  redis: {
    url: process.env.REDIS_URL as string,
    prefix: `test-${randomBytes(5).toString('hex')}`,
    patienceMs: 10_000,
  },
  terms,
  withoutRedis: nothingWithoutRedis,
  masterSecret: '5'.repeat(64),
  clock,
  redisClock: clock,
  log,
});
afterAll(async () => {
  close();
  await world.close();
});

async function use(tokens: number): Promise<QuotaDecision> {
  const request = { subject: {}, amounts: { tokens }, mode: 'consume' as const };
  const checked = await quotas.check(world.tenantId, request);
  if (checked.__typename !== 'QuotaDecision') throw new Error(JSON.stringify(checked));
  return checked;
}

const now = async () => (await quotas.status(world.tenantId, {})).find(({ quota }) => quota === 'tokens_per_day');

/** Waits, a second at most, until the terms that checks read are others than before. */
async function followed<T>(change: () => Promise<T>): Promise<void> {
  const version = async () => (await terms.termsOf(world.tenantId))?.version;
  const before = await version();
  await change();
  for (let n = 0; n < 50 && (await version()) === before; n++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await version()).not.toBe(before);
}

describe('in the middle of a window', () => {
  it('another plan moves the limit, and what was used stays used', async () => {
    expect((await use(9_000)).allowed).toBe(true);
    expect((await use(2_000)).denial).toMatchObject({ quota: 'tokens_per_day', limit: 10_000, used: 9_000 });
    await followed(() => world.agreed(setPlan, { plan: 'starter' }));
    expect(await now()).toMatchObject({ limit: 100_000, used: 9_000, remaining: 91_000 });
    expect((await use(41_000)).allowed).toBe(true);
    await followed(() => world.agreed(setPlan, { plan: 'trial' }));
    expect(await now()).toMatchObject({ limit: 10_000, used: 50_000, remaining: 0, percentage: 50_000 });
    expect((await use(1)).denial).toMatchObject({ limit: 10_000, used: 50_000 });
    clock.set('2026-11-21T00:00:00.000Z');
    expect((await use(10_000)).allowed).toBe(true);
    expect((await use(1)).allowed).toBe(false);
  });

  it('a custom quota without a limit counts on, and when it expires what was counted counts', async () => {
    await followed(() =>
      world.agreed(setCustomQuota, { quota: 'tokens', limit: null, expiresAt: '2026-11-21T12:00:00Z' }),
    );
    expect((await use(90_000)).allowed).toBe(true);
    expect(await now()).toMatchObject({ limit: null, used: 100_000, remaining: null });
    clock.set('2026-11-21T12:00:00.000Z');
    expect(await now()).toMatchObject({ limit: 10_000, used: 100_000, remaining: 0 });
    expect((await use(1)).allowed).toBe(false);
  });

  it("a grant is spent after the plan's amount, once, and is gone when it expires", async () => {
    clock.set('2026-11-22T00:00:00.000Z');
    const granted = { quota: 'tokens', amount: 500, expiresAt: '2026-11-24T00:00:00Z' };
    await followed(() => world.agreed(grantQuota, granted));
    expect((await use(10_000)).allowed).toBe(true);
    expect((await use(300)).allowed).toBe(true);
    expect((await use(201)).denial).toMatchObject({ limit: 10_500, used: 10_300 });
    clock.set('2026-11-23T00:00:00.000Z');
    expect(await now()).toMatchObject({ limit: 10_200, used: 0 });
    expect((await use(10_200)).allowed).toBe(true);
    expect((await use(1)).allowed).toBe(false);
    clock.set('2026-11-24T00:00:00.000Z');
    expect(await now()).toMatchObject({ limit: 10_000, used: 0 });
  });

  it('a trial that ends takes everything, and an upgrade gives it back', async () => {
    await did('TrialCreated', createTrial(world.runtime, world.one, { tenantId: world.tenantId, days: 1 }));
    await followed(async () => clock.set('2026-11-25T00:00:00.000Z'));
    expect((await use(1)).denial).toMatchObject({ limit: 0, used: 0 });
    expect(await expireTerms(world.runtime)).toBeGreaterThan(0);
    await followed(() => world.agreed(upgradeTrial, { plan: 'pro' }));
    expect((await use(500_000)).allowed).toBe(true);
  });
});
