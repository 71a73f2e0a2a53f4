import { randomBytes } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { pino } from 'pino';
import { openQuotas } from '../../src/entitlements/quota/open-quotas.js';
import type { Quota, QuotaDecision, QuotaGrant, QuotaRequest, QuotaTerms } from '../../src/entitlements/quota/quota.js';
import type { Quotas } from '../../src/entitlements/quota/quotas.js';
import { nothingWithoutRedis, type WithoutRedis } from '../../src/entitlements/quota/without-redis.js';
import { type Clock, systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/values/ids.js';

/** A quota of the tenant; a test says what differs. */
export const quota = (different: Partial<Quota> & Pick<Quota, 'limit'>): Quota => ({
  name: 'tokens_per_day',
  meter: 'tokens',
  window: 'day',
  level: 'tenant',
  enforcement: 'hard',
  ...different,
});

interface RoomOptions {
  quotas: Quota[];
  grants?: QuotaGrant[];
  zone?: string;
  monthBegins?: number;
  /** Redis's own time decides unless a test moves the time. */
  clock?: Clock;
  withoutRedis?: WithoutRedis;
  redisUrl?: string;
  patienceMs?: number;
}

/** Quotas of a fresh tenant on the real Redis, without a graph: a test sets the terms. */
export class QuotaRoom {
  readonly tenantId = newId();
  readonly prefix = `test-${randomBytes(5).toString('hex')}`;
  readonly toldOf: string[] = [];
  terms: QuotaTerms;
  readonly quotas: Quotas;
  readonly #opened: { close(): void }[] = [];

  constructor(private readonly options: RoomOptions) {
    const { quotas, grants = [], zone = 'UTC', monthBegins = 1 } = options;
    this.terms = {
      ...{ tenantId: this.tenantId, plan: 'trial', version: 'a'.repeat(64), zone, monthBegins, quotas, grants },
      ...{ announceAt: [8_000, 10_000], nearLimit: 8_000, withoutRedis: 'open' },
    };
    this.quotas = this.another(options.clock ?? systemClock, options.clock);
  }

  /** Quotas of the same tenant in what stands for another process, with a clock of its own. */
  another(clock: Clock, redisClock?: Clock): Quotas {
    const opened = openQuotas({
      redis: {
        url: this.options.redisUrl ?? (process.env.REDIS_URL as string),
        prefix: this.prefix,
        patienceMs: this.options.patienceMs ?? 10_000,
      },
      terms: { termsOf: async (tenantId) => (tenantId === this.tenantId ? this.terms : null) },
      withoutRedis: this.options.withoutRedis ?? nothingWithoutRedis,
      masterSecret: '5'.repeat(64),
      clock,
      redisClock,
      log: pino({ level: 'silent' }),
      onNews: (tenantId) => this.toldOf.push(tenantId),
    });
    this.#opened.push(opened);
    return opened.quotas;
  }

  /** A check of this tenant's, which must come to a decision. */
  async check(amounts: Record<string, number>, more: Partial<QuotaRequest> = {}): Promise<QuotaDecision> {
    const checked = await this.quotas.check(this.tenantId, { subject: {}, mode: 'consume', amounts, ...more });
    if (checked.__typename !== 'QuotaDecision') throw new Error(JSON.stringify(checked));
    return checked;
  }

  /** What is used of a quota now. */
  async used(name: string, subject = {}): Promise<number | undefined> {
    const states = await this.quotas.status(this.tenantId, subject);
    return states.find(({ quota: one }) => one === name)?.used;
  }

  close(): void {
    for (const { close } of this.#opened) close();
  }
}

const open: QuotaRoom[] = [];
afterAll(() => {
  for (const room of open.splice(0)) room.close();
});

/** A room that is closed when the test file has run. */
export function quotaRoom(options: RoomOptions): QuotaRoom {
  const room = new QuotaRoom(options);
  open.push(room);
  return room;
}
