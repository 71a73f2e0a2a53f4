import {
  quotaCheck,
  quotaFinalise,
  quotaGrants,
  quotaNews,
  quotaReconcile,
  quotaReserved,
} from '../../../lua/generated/entitlements.js';
import type { Script } from '../../../lua/script.js';
import type { Clock } from '../../kernel/clock.js';
import type { RedisScripts } from '../../kernel/redis.js';
import { instantOf } from '../../kernel/values/instants.js';
import { quotaOfField, subjectOfSuffix } from './asked-quotas.js';
import type { QuotaNews } from './news.js';

/** The scripts that keep quotas. */
export const QUOTA_SCRIPTS: readonly Script[] = [
  quotaCheck,
  quotaFinalise,
  quotaGrants,
  quotaNews,
  quotaReconcile,
  quotaReserved,
];

type Words = readonly (string | number)[];

export interface QuotaStoreSettings {
  redis: RedisScripts;
  /** REDIS_PREFIX. */
  prefix: string;
  /** For tests that move the time; without it Redis's own decides, however wrong the clocks of those who ask are. */
  clock?: Clock | undefined;
}

/** The counters of quotas, in Redis. Every answer takes one round trip; all methods throw RedisAway. */
export class QuotaStore {
  readonly #redis: RedisScripts;

  constructor(private readonly settings: QuotaStoreSettings) {
    this.#redis = settings.redis;
  }

  onBack(tell: () => void): void {
    this.#redis.onBack(tell);
  }

  /** See lua/entitlements/quota_check.lua for the words and the answer. */
  async check(tenantId: string, words: Words, quotas: Words): Promise<(number | string)[]> {
    return (await this.#run(quotaCheck, tenantId, [this.#instant(), ...words, ...quotas])) as (number | string)[];
  }

  /** See lua/entitlements/quota_finalise.lua. */
  async finalise(tenantId: string, words: Words, quotas: Words): Promise<number[]> {
    return (await this.#run(quotaFinalise, tenantId, [this.#instant(), ...words, ...quotas])) as number[];
  }

  /** What was given with a reservation when it was made; null when there is none, or no more. */
  async reserved(tenantId: string, reservationId: string): Promise<string | null> {
    return (await this.#run(quotaReserved, tenantId, [reservationId])) as string | null;
  }

  /** Drops news that were told, and gives the oldest that were not. */
  async news(tenantId: string, most: number, told: readonly string[]): Promise<QuotaNews[]> {
    const entries = await this.#run(quotaNews, tenantId, [this.#instant(), most, ...told]);
    return (entries as [string, string[]][]).map(([id, words]) => newsOf(id, words));
  }

  /** How much of each grant is used up, in their order. */
  async grantsUsed(tenantId: string, ids: readonly string[]): Promise<number[]> {
    const used = (await this.#run(quotaGrants, tenantId, ids)) as (string | null)[];
    return used.map((one) => Number(one ?? 0));
  }

  /** See lua/entitlements/quota_reconcile.lua. */
  async reconcile(tenantId: string, words: Words): Promise<(number | string)[]> {
    return (await this.#run(quotaReconcile, tenantId, [this.#instant(), ...words])) as (number | string)[];
  }

  #run(script: Script, tenantId: string, words: Words): Promise<unknown> {
    return this.#redis.run(script, [`${this.settings.prefix}:quota:{${tenantId}}`], words);
  }

  #instant(): number | '' {
    return this.settings.clock?.now() ?? '';
  }
}

function newsOf(id: string, words: string[]): QuotaNews {
  const word = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) word.set(words[at] as string, words[at + 1] as string);
  const text = (name: string) => word.get(name) ?? '';
  const from = Number(text('from'));
  const { quota, window, meter } = quotaOfField(text('field'));
  const isHeld = window === 'concurrent';
  return {
    id,
    kind: text('kind') as QuotaNews['kind'],
    quota,
    meter,
    window,
    ...subjectOfSuffix(text('suffix')),
    limit: Number(text('limit')),
    used: Number(text('used')),
    requested: Number(text('requested')),
    amount: Number(text('amount')),
    windowStart: isHeld ? null : instantOf(from),
    windowEnd: isHeld ? null : instantOf(Number(text('until'))),
    planVersion: text('version'),
    at: instantOf(Number(text('at'))),
  };
}
