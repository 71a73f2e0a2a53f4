import { Redis } from 'ioredis';
import { pino } from 'pino';
import { RateLimiterRedis, RateLimiterUnion } from 'rate-limiter-flexible';
import { quotaCheck } from '../lua/generated/entitlements.js';
import { Asking } from '../src/entitlements/quota/asking.js';
import { checkWords } from '../src/entitlements/quota/check-quota.js';
import { openQuotas } from '../src/entitlements/quota/open-quotas.js';
import { PLANS } from '../src/entitlements/quota/plans.js';
import type { QuotaTerms } from '../src/entitlements/quota/quota.js';
import type { Quotas } from '../src/entitlements/quota/quotas.js';
import { nothingWithoutRedis } from '../src/entitlements/quota/without-redis.js';
import { systemClock } from '../src/kernel/clock.js';
import { readConfig } from '../src/kernel/config.js';
import { newId } from '../src/kernel/values/ids.js';
import type { Bench } from './catalogue.js';
import { compare, finding, inFlight } from './measure.js';

/** Checks of one round, and how many are asked for at a time. */
const CHECKS = 20_000;
const AT_ONCE = 64;
/** Calls that race for a limit. */
const RACING = 5_000;
const LIMIT = 1_234;
/** What a chat message asks for: each of R4's four quotas is touched. */
const AMOUNTS = { tokens: 150, api_calls: 1, chat_messages: 1, embeddings: 1 };
/** Nothing is denied: a denial costs less. */
const PLENTY = 1_000_000_000;

/**
 * Four quotas of one tenant, checked and counted together: R4's, three of a day and a rate of a minute. The rivals do their work on
 * the same Redis over a connection of their own, the same number at a time. The bare Lua is the script itself: what is
 * measured is what our function adds, which finds the terms (in memory here), the windows, the words and the states.
 */
export const quota: Bench = {
  name: 'quota',
  promise:
    'four quotas checked through our function: at least 0.9× the bare Lua on ioredis, at least 2× rate-limiter-flexible; racing calls admit exactly the limit',
  rounds: 5,
  async run({ rounds, say }) {
    const { url } = readConfig().redis;
    const terms = termsOf(PLENTY);
    const { quotas, close } = quotasOver(url, terms);
    const redis = new Redis(url);
    try {
      const ours = side('our function', () => quotas.check(terms.tenantId, request));
      const [bare, flexible] = [await bareLua(redis), union(redis)];
      const against = (what: string, atLeast: number, rival: typeof ours) => {
        say(what);
        return compare({ what, unit: 'checks/s', bound: { of: 'ratio', atLeast }, ours, rival }, { rounds });
      };
      return [
        await against('four quotas against the bare Lua', 0.9, bare),
        await against("four quotas against rate-limiter-flexible's union of four", 2, flexible),
        await racing(url),
      ];
    } finally {
      close();
      redis.disconnect();
    }
  },
};

const request = { subject: {}, mode: 'consume', amounts: AMOUNTS } as const;

const side = (name: string, check: () => Promise<unknown>) => ({
  name,
  run: async () => CHECKS / (await inFlight(AT_ONCE, CHECKS, check)).seconds,
});

const termsOf = (limit: number): QuotaTerms => ({
  ...{ tenantId: newId(), plan: 'trial', version: '0'.repeat(64), zone: 'Europe/Berlin', monthBegins: 1, grants: [] },
  ...{ announceAt: [8_000, 10_000], nearLimit: 8_000, withoutRedis: 'open' },
  quotas: PLANS.trial.quotas.map((one) => ({ ...one, limit })),
});

const quotasOver = (url: string, terms: QuotaTerms): { quotas: Quotas; close(): void } =>
  openQuotas({
    redis: { url, prefix: 'bench', patienceMs: 5_000 },
    terms: { termsOf: async () => terms },
    withoutRedis: nothingWithoutRedis,
    masterSecret: '0'.repeat(64),
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });

/** The same script, its words made beforehand and its answer left as it comes. */
async function bareLua(redis: Redis) {
  await redis.script('LOAD', quotaCheck.text);
  const terms = termsOf(PLENTY);
  const attempt = { process: 'bench', sequence: 1 };
  const head = checkWords(terms, { mode: 'consume', attempt, more: null });
  let words: (string | number)[] = [];
  await new Asking(systemClock).ask(terms, {}, AMOUNTS, async (args) => {
    words = ['', ...head, ...args];
    return [1, Date.now()];
  });
  const key = `bench:quota:{${terms.tenantId}}`;
  return side('the bare Lua on ioredis', () => redis.evalsha(quotaCheck.sha1, 1, key, ...words));
}

/** The library's own way to check several limits at once: all are asked for, each in a round trip of its own. */
function union(redis: Redis) {
  const limiter = (keyPrefix: string, duration: number) =>
    new RateLimiterRedis({ storeClient: redis, keyPrefix, points: PLENTY, duration });
  const four = new RateLimiterUnion(
    limiter('bench_tokens', 86_400),
    limiter('bench_calls', 60),
    limiter('bench_messages', 86_400),
    limiter('bench_embeddings', 86_400),
  );
  const tenantId = newId();
  return side("rate-limiter-flexible's union of four", () => four.consume(tenantId));
}

async function racing(url: string) {
  const terms = termsOf(LIMIT);
  // All but one of the four would let more through.
  terms.quotas = terms.quotas.map((one) => (one.meter === 'chat_messages' ? one : { ...one, limit: PLENTY }));
  const { quotas, close } = quotasOver(url, terms);
  try {
    const answers = await Promise.all(Array.from({ length: RACING }, () => quotas.check(terms.tenantId, request)));
    const admitted = answers.filter((answer) => answer.__typename === 'QuotaDecision' && answer.allowed).length;
    const bound = { of: 'ours', atLeast: LIMIT, atMost: LIMIT } as const;
    return finding(`${RACING} calls that race for ${LIMIT}`, 'admitted', bound, {
      name: 'our function',
      rounds: [admitted],
    });
  } finally {
    close();
  }
}
