import { afterAll, describe, expect, it } from '@jest/globals';
import {
  DegradedQuotas,
  DenialIds,
  JournalKeeper,
  type QuotaDecision,
  type QuotaSettlement,
  type Quotas,
  type QuotaTerms,
  settleAllQuotas,
} from '../../src/entitlements/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import { newId } from '../../src/kernel/values/ids.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
const { composition, tenantId, clock } = world;

/** Counters that count each settlement once, as Redis does, and can be away. */
class Counters {
  isAway = false;
  readonly settled = new Map<string, QuotaSettlement>();
  readonly finalised = new Map<string, Readonly<Record<string, number>> | null>();

  readonly quotas = {
    settle: async (_tenant: string, settlements: readonly QuotaSettlement[]) => {
      this.#answer();
      for (const one of settlements) if (!this.settled.has(one.id)) this.settled.set(one.id, one);
    },
    finalise: async (_tenant: string, id: string, amounts: Readonly<Record<string, number>>) => {
      this.#answer();
      if (!this.finalised.has(id)) this.finalised.set(id, amounts);
    },
    release: async (_tenant: string, id: string) => {
      this.#answer();
      if (!this.finalised.has(id)) this.finalised.set(id, null);
    },
  } as unknown as Quotas;

  get tokens(): number {
    return [...this.settled.values()].reduce((sum, { amounts }) => sum + (amounts.tokens ?? 0), 0);
  }

  #answer(): void {
    if (this.isAway) throw new CodedError('UNAVAILABLE', 'away');
  }
}

const terms: QuotaTerms = {
  ...{ tenantId, plan: 'trial', version: 'v1', zone: 'UTC', monthBegins: 1, grants: [] },
  ...{ announceAt: [8_000, 10_000], nearLimit: 8_000, withoutRedis: 'open' },
  quotas: [
    { name: 'tokens_per_day', meter: 'tokens', window: 'day', level: 'tenant', limit: 100, enforcement: 'hard' },
  ],
};
const keepers: JournalKeeper[] = [];
afterAll(() => Promise.all(keepers.map((keeper) => keeper.close())));

/** A process that decides alone, and the counters it settles with. */
function processWith(counters: Counters) {
  const degraded = new DegradedQuotas({
    clock,
    masterSecret: '11'.repeat(32),
    denialIds: new DenialIds('00'.repeat(32)),
  });
  const keeper = new JournalKeeper({ ...composition, quotas: counters.quotas }, degraded);
  keepers.push(keeper);
  const check = (tokens: number, mode: 'consume' | 'reserve' = 'consume') =>
    degraded.decide(
      terms,
      { subject: { userId: 'u1' }, amounts: { tokens }, mode },
      clock.now(),
      null,
    ) as QuotaDecision;
  return { degraded, keeper, check };
}

/** What the worker does, for this tenant alone. */
const settleLeft = ({ quotas }: Counters) => settleAllQuotas({ ...composition, quotas }, (id) => id === tenantId);

const pages = () =>
  world.cypher<{ allowed: number; denied: number; settledAt: string | null; steps: string[] }>(
    `MATCH (p:QuotaJournal {tenantId: $tenantId}) WHERE p.id IS NOT NULL
     RETURN p.allowed AS allowed, p.denied AS denied, p.settledAt AS settledAt,
       COLLECT { MATCH (r:Receipt)-[:EVIDENCES]->(p) RETURN r.step ORDER BY r.workflowSeq } AS steps
     ORDER BY p.createdAt, p.id`,
  );
const denials = () =>
  world.cypher(`MATCH (r:Receipt {tenantId: $tenantId, step: 'DENY_QUOTA'}) WHERE r.createdAt > '' RETURN r.id AS id`);

describe('what a process decides while Redis is away', () => {
  it('is kept in the graph, and counted once when Redis is back, though two processes settle it', async () => {
    const counters = new Counters();
    const { degraded, keeper, check } = processWith(counters);
    counters.isAway = true;
    for (let i = 0; i < 12; i++) check(10);
    await keeper.run();
    expect(await pages()).toEqual([{ allowed: 10, denied: 2, settledAt: null, steps: ['JOURNAL_QUOTAS'] }]);
    expect(counters.tokens).toBe(0);

    counters.isAway = false;
    clock.advance({ minutes: 1 });
    degraded.back();
    await Promise.all([keeper.run(), settleLeft(counters)]);
    await keeper.run();
    expect(counters.tokens).toBe(100);
    expect(await pages()).toMatchObject([
      { settledAt: expect.any(String), steps: ['JOURNAL_QUOTAS', 'SETTLE_QUOTAS'] },
    ]);
    expect(keeper.unfinished).toBe(0);
  });

  it('leaves one receipt for the first denial of a window, however many pages tell of more', async () => {
    const before = (await denials()).length;
    const counters = new Counters();
    const { keeper, check } = processWith(counters);
    for (let page = 0; page < 3; page++) {
      for (let i = 0; i < 5; i++) check(101);
      await keeper.run();
    }
    expect((await denials()).length - before).toBe(1);
    clock.advance({ days: 1 });
    check(101);
    await keeper.run();
    expect((await denials()).length - before).toBe(2);
  });

  it('is settled by another process when its own has ended', async () => {
    const counters = new Counters();
    const { keeper, check } = processWith(counters);
    counters.isAway = true;
    check(30);
    await keeper.run();
    clock.advance({ minutes: 1 });
    const other = new Counters();
    await settleLeft(other);
    expect(other.tokens).toBe(30);
    await settleLeft(other);
    expect(other.settled.size).toBe(1);
  });

  it('counts what was used of a reservation once, in whatever process it is finalised, and nothing of one that expires', async () => {
    const counters = new Counters();
    const one = processWith(counters);
    const two = processWith(counters);
    const reserved = one.check(50, 'reserve');
    one.check(20, 'reserve');
    const id = reserved.reservationId as string;
    expect(one.degraded.made(tenantId, id)).toBe(true);
    const finalised = two.degraded.finaliseLater(terms, id, { tokens: 42 }, clock.now());
    expect(finalised).toMatchObject({ reservationId: id, degraded: true, overruns: [] });
    one.degraded.finaliseLater(terms, id, { tokens: 42 }, clock.now());
    for (const { degraded, keeper } of [one, two]) {
      degraded.back();
      await keeper.run();
    }
    expect(counters.tokens).toBe(42);
  });

  it('takes a finalising of what Redis reserved to Redis when it is back', async () => {
    const counters = new Counters();
    const { degraded, keeper } = processWith(counters);
    const [ofRedis, givenBack] = [newId(), newId()];
    degraded.finaliseLater(terms, ofRedis, { tokens: 7 }, clock.now());
    degraded.finaliseLater(terms, givenBack, null, clock.now());
    degraded.back();
    await keeper.run();
    expect([...counters.finalised]).toEqual([
      [ofRedis, { tokens: 7 }],
      [givenBack, null],
    ]);
  });

  it('lets nothing more through when it can be taken down no more', async () => {
    const counters = new Counters();
    const { degraded, keeper } = processWith(counters);
    const unlimited = { ...terms, quotas: terms.quotas.map((quota) => ({ ...quota, limit: 1_000_000 })) };
    const check = (n: number) =>
      degraded.decide(
        unlimited,
        { subject: { group: `g${n}` }, amounts: { tokens: 1 }, mode: 'consume' },
        clock.now(),
        null,
      ) as QuotaDecision;
    for (let n = 0; n < 20_000; n++) if (!check(n).allowed) throw new Error(`${n} was denied`);
    expect(check(20_000)).toMatchObject({ allowed: false, denial: { retryAfterMs: 1_000 } });
    degraded.back();
    await keeper.run();
    expect(counters.tokens).toBe(20_000);
    expect(check(20_001).allowed).toBe(true);
  }, 60_000);
});
