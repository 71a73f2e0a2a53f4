import { afterAll, describe, expect, it } from '@jest/globals';
import type { QuotaDecision } from '../../src/entitlements/index.js';
import { StoreProxy } from '../kit/proxy.js';
import { CONFIG, createWorld } from '../kit/world.js';
import { until } from '../resilience/until.js';

const proxy = await StoreProxy.to(process.env.REDIS_URL as string);
const world = await createWorld({
  environment: { REDIS_URL: proxy.url },
  plan: 'trial',
  config: `${CONFIG}
quotas:
  without_redis: closed
`,
});
afterAll(() => proxy.close());

async function check(): Promise<QuotaDecision> {
  const asked = { subject: {}, amounts: { tokens: 10 }, mode: 'consume' as const };
  const checked = await world.composition.quotas.check(world.tenantId, asked);
  if (checked.__typename !== 'QuotaDecision') throw new Error(JSON.stringify(checked));
  return checked;
}

describe('a tenant whose quotas are closed', () => {
  it('is denied while Redis is away, and goes on when it is back', async () => {
    expect(await check()).toMatchObject({ allowed: true, degraded: false });
    await proxy.goAway();
    const { denial, ...decision } = await check();
    expect(decision).toMatchObject({ allowed: false, degraded: true });
    expect(denial).toMatchObject({ quota: 'tokens_per_day', limit: 10_000, used: 10, retryAfterMs: 1_000 });
    expect(await world.composition.quotas.denial(world.tenantId, denial?.id ?? '')).toMatchObject({ degraded: true });

    await proxy.comeBack();
    const back = await until(check, ({ degraded }) => !degraded);
    expect(back).toMatchObject({ allowed: true, states: [{ quota: 'tokens_per_day', used: 20 }] });
  });
});
