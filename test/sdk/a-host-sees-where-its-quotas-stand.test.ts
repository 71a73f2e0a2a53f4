import { describe, expect, it } from '@jest/globals';
import { enforceQuota, getQuotaStatus } from '../../sdk/index.js';
import { createWorld } from '../kit/world.js';
import { hostOf } from './host.js';

const limited = await createWorld({ plan: 'trial' });
const unlimited = await createWorld();

describe('a host sees by the SDK where its quotas stand', () => {
  it('on a plan with limits', async () => {
    await hostOf(limited, ['quotas:check']);
    expect(await enforceQuota(limited.tenantId, 'tokens', 498)).toEqual({
      allowed: true,
      tokens_remaining: 9_502,
      quota_limit: 10_000,
    });
    const status = await getQuotaStatus(limited.tenantId);
    expect(status).toMatchObject({ plan: 'trial', anyExceeded: false });
    expect(status?.quotas.find(({ meter }) => meter === 'tokens')).toEqual({
      quota: 'tokens_per_day',
      meter: 'tokens',
      window: 'day',
      level: 'tenant',
      subject: '',
      limit: 10_000,
      used: 498,
      remaining: 9_502,
      percentage: 498,
      resetsAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      isNearLimit: false,
    });
  });

  it('on one without: what is used is counted, and as much is left as a number can say', async () => {
    await hostOf(unlimited, ['quotas:check']);
    expect(await enforceQuota(unlimited.tenantId, 'tokens', 5)).toEqual({
      allowed: true,
      tokens_remaining: Number.MAX_SAFE_INTEGER,
      quota_limit: null,
    });
    const status = await getQuotaStatus(unlimited.tenantId);
    expect(status?.quotas.find(({ meter }) => meter === 'tokens')).toMatchObject({
      limit: null,
      used: 5,
      remaining: null,
      percentage: null,
    });
  });
});
