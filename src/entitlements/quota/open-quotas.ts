import type { Logger } from 'pino';
import type { Clock } from '../../kernel/clock.js';
import { RedisScripts } from '../../kernel/redis.js';
import { DenialIds } from './denial-ids.js';
import { QUOTA_SCRIPTS, QuotaStore } from './quota-store.js';
import { Quotas } from './quotas.js';
import type { TermsSource } from './terms-source.js';
import type { WithoutRedis } from './without-redis.js';

/** What quotas are made of. */
export interface QuotasParts {
  redis: { url: string; prefix: string; patienceMs: number };
  terms: TermsSource;
  withoutRedis: WithoutRedis;
  /** Hex digits; denials are signed with a key made of it. */
  masterSecret: string;
  clock: Clock;
  /** For tests that move the time: decides in the place of Redis's own. */
  redisClock?: Clock | undefined;
  log: Logger;
  onNews?: (tenantId: string) => void;
}

/** Quotas over a Redis, which is connected to when the first check comes. */
export function openQuotas({ redis, masterSecret, redisClock, log, ...parts }: QuotasParts): {
  quotas: Quotas;
  close(): void;
} {
  const scripts = new RedisScripts({ url: redis.url, patienceMs: redis.patienceMs, scripts: QUOTA_SCRIPTS, log });
  const store = new QuotaStore({ redis: scripts, prefix: redis.prefix, clock: redisClock });
  const quotas = new Quotas({ ...parts, redis: store, denialIds: new DenialIds(masterSecret) });
  return { quotas, close: () => scripts.close() };
}
