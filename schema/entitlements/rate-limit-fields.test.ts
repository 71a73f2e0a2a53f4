import { describe, expect, it } from '@jest/globals';
import type { QuotaState } from '../../src/entitlements/index.js';
import { rateLimitFields } from './rate-limit-fields.js';

const NOW = Date.parse('2026-03-04T15:00:00.000Z');
const state = (differs: Partial<QuotaState>): QuotaState => ({
  quota: 'tokens_per_day',
  meter: 'tokens',
  window: 'day',
  level: 'tenant',
  subject: '',
  limit: 10_000,
  used: 150,
  remaining: 9_850,
  percentage: 150,
  resetsAt: '2026-03-05T05:00:00.000Z',
  isNearLimit: false,
  ...differs,
});

describe('rate limit fields', () => {
  it('name every limited quota that was asked for', () => {
    const calls = {
      quota: 'api_calls_per_minute',
      meter: 'api_calls',
      window: 'minute',
      limit: 30,
      remaining: 12,
      resetsAt: '2026-03-04T15:00:35.001Z',
    } as const;
    expect(rateLimitFields([state({}), state(calls), state({ limit: null, remaining: null })], NOW)).toEqual({
      'ratelimit-policy': '"tokens_per_day";q=10000;qu="tokens";w=86400, "api_calls_per_minute";q=30;w=60',
      ratelimit: '"tokens_per_day";r=9850;t=50400, "api_calls_per_minute";r=12;t=36',
    });
  });

  it('are not there where nothing is limited', () => {
    expect(rateLimitFields([state({ limit: null, remaining: null })], NOW)).toEqual({});
  });

  it('have no window where it has no length, and no time where nothing resets', () => {
    expect(rateLimitFields([state({ window: 'month' }), state({ window: 'concurrent', resetsAt: null })], NOW)).toEqual(
      {
        'ratelimit-policy': '"tokens_per_day";q=10000;qu="tokens", "tokens_per_day";q=10000;qu="tokens"',
        ratelimit: '"tokens_per_day";r=9850;t=50400, "tokens_per_day";r=9850',
      },
    );
  });

  it('hold whatever a tenant calls its quotas', () => {
    const { ratelimit } = rateLimitFields([state({ quota: 'a "b\\ ü\r\n', remaining: 10 ** 15 })], NOW);
    expect(ratelimit).toBe('"a \\"b\\\\ %C3%BC%0D%0A";r=999999999999999;t=50400');
  });
});
