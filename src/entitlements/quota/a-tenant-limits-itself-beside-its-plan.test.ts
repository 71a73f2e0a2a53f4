import { describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../../bin/revops-config.js';
import { quotaTermsAt } from './terms.js';

const AT = '2026-11-20T10:00:00.000Z';

function termsWith(yaml: string) {
  const parsed = revOpsConfigSchema.parse(`currency: USD\ntime_zone: Asia/Kolkata\n${yaml}`);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join('; '));
  return quotaTermsAt('t', { plan: 'starter', trialEndsAt: null, changes: [] }, parsed, AT);
}

const own = (keys: string) => `quotas: {limits: [{meter: tokens, window: day, limit: 10, ${keys}}]}`;

describe("a tenant's own quotas", () => {
  it('come beside those of the plan, in the zone of the tenant', () => {
    const terms = termsWith(own('name: tokens_of_a_user, level: user'));
    expect(terms.zone).toBe('Asia/Kolkata');
    expect(terms.quotas.map(({ name, limit }) => [name, limit])).toEqual([
      ['tokens_per_day', 100_000],
      ['api_calls_per_minute', 60],
      ['messages_per_day', 1_000],
      ['embeddings_per_day', 500],
      ['tokens_of_a_user', 10],
    ]);
    expect(terms.quotas.at(-1)).toMatchObject({ level: 'user', enforcement: 'hard', window: 'day' });
  });

  it('say what is near, announced and done without Redis; what is left out holds as it is', () => {
    expect(termsWith('')).toMatchObject({
      announceAt: [8_000, 10_000],
      monthBegins: 1,
      nearLimit: 8_000,
      withoutRedis: 'open',
    });
    const said = 'quotas: {announce_at: [1, 0.5], near_limit: 0.9, without_redis: closed, month_begins: 31}';
    expect(termsWith(said)).toMatchObject({
      announceAt: [5_000, 10_000],
      monthBegins: 31,
      nearLimit: 9_000,
      withoutRedis: 'closed',
    });
  });

  it.each([
    [own('name: tokens_per_day'), '"tokens_per_day" is set by the plan'],
    [own('name: workspaces'), '"workspaces" is set by the plan'],
    [own('name: Tokens'), 'begins with a small letter'],
    [own('name: a, level: planet'), 'level'],
    ['quotas: {limits: [{name: a, meter: tokens, window: day}]}', 'limit'],
    [
      'quotas: {limits: [{name: a, meter: tokens, window: day, limit: 1}, {name: a, meter: tokens, window: day, limit: 2}]}',
      'is there twice',
    ],
    ['quotas: {near_limit: 0}', 'more than 0'],
    ['quotas: {month_begins: 32}', '31'],
  ])('of %s are refused', (yaml, sentence) => {
    const parsed = revOpsConfigSchema.parse(yaml);
    expect(parsed.ok ? [] : parsed.errors.map(({ message, path }) => `${path}: ${message}`)).toEqual([
      expect.stringContaining(sentence),
    ]);
  });

  it('left out leave the hash of a configuration as it was', () => {
    const sha256 = (yaml: string) => {
      const parsed = revOpsConfigSchema.parse(yaml);
      return parsed.ok ? [parsed.config.sha256, Object.keys(parsed.config.sections).includes('quotas')] : parsed.errors;
    };
    expect(sha256('currency: USD')).toEqual([expect.any(String), false]);
  });
});
