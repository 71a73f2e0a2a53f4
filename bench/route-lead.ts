import type { Driver } from 'neo4j-driver';
import { systemCaller } from '../src/kernel/caller.js';
import type { UnitOfWork } from '../src/kernel/unit-of-work.js';
import { drainPool, ingestLead, type RoutingRuntime, routeLead as routeLeadUseCase } from '../src/routing/index.js';
import { createTeam } from '../src/tenancy/index.js';
import { PEOPLE, type Person, type World } from '../test/kit/fresh-world.js';
import type { Bench } from './catalogue.js';
import { compare, type Finding, finding, inFlight, quantile } from './measure.js';
import { inFreshWorld, many, rawDriver, wanted } from './world.js';

/** Leads that wait at any time, and raw writes in flight. */
const AT_ONCE = 64;
/** Given out in one round, while 64 go on waiting; about a second each. */
const LEADS = 960;
const UPDATED = 960;
const WARM_UPS = 2;
const REPS = 8;

const CONFIG = `
currency: USD
time_zone: America/New_York
routing:
  default_strategy: round_robin
  strategies:
    - strategy: round_robin
      pool: reps
  round_robin_pools:
    reps:
      team: sales
      members: [${Array.from({ length: REPS }, (_, i) => `rep-${i}`).join(', ')}]
  queue_team: sales
  sla:
    - minutes: 240
`;

/**
 * The drainer of one pool of 8 members (`drainPool`, in this process, against real stores), with 64 leads waiting at any
 * time: as many are let into the pool as were given out. Each gets its owner, its deadline, its entry in the fairness ledger
 * and its receipt. A lead's time runs from when it is let in until the transaction that gave it out is committed.
 *
 * Against 64 `executeWrite` at once that lock one node and then set a property of it: what a pool's turn costs where each
 * lead takes its own transaction.
 *
 * Not measured: taking leads in and routing them to the pool (done before, by the product's own use cases; they are set
 * aside, and let in by one statement that sets the property they wait by), the queue between, sealing.
 */
export const routeLead: Bench = {
  name: 'route-lead',
  promise:
    'with 64 leads waiting, a pool gives out 1.5 leads or more for each lock-then-set of one node; p95 of a lead 150 ms',
  rounds: 7,
  run: ({ rounds, say }) =>
    inFreshWorld({ people: PEOPLE_AND_REPS, config: CONFIG }, async (world) => {
      const driver = rawDriver(world.composition.config.neo4j);
      try {
        const count = (LEADS + AT_ONCE) * (rounds + WARM_UPS);
        say(`taking in and routing ${count} leads`);
        const pool = await HotPool.with(world, driver, count);
        await driver.executeQuery('CREATE (:BenchPool {tenantId: $tenantId, v: 0})', { tenantId: world.tenantId });
        await driver.executeQuery('CREATE INDEX bench_pool IF NOT EXISTS FOR (n:BenchPool) ON (n.tenantId)');
        await driver.executeQuery('CALL db.awaitIndexes(60)');
        say('64 waiting');
        return await compareBoth(pool, lockThenSet(driver, world.tenantId), rounds);
      } finally {
        await driver.close();
      }
    }),
};

const PEOPLE_AND_REPS: Person[] = [
  ...PEOPLE,
  ...Array.from({ length: REPS }, (_, i): Person => ({ handle: `rep-${i}`, roles: ['sdr'], reportsTo: 'manager' })),
];

async function compareBoth(pool: HotPool, update: () => Promise<unknown>, rounds: number): Promise<Finding[]> {
  const p95s: number[] = [];
  const rate = await compare(
    {
      what: `${AT_ONCE} waiting at any time`,
      unit: 'a second',
      bound: { of: 'ratio', atLeast: 1.5 },
      ours: {
        name: 'leads given out by drainPool',
        run: async () => {
          const { seconds, latencies } = await pool.round();
          p95s.push(quantile(latencies, 0.95));
          return latencies.length / seconds;
        },
      },
      rival: {
        name: 'executeWrite, lock-then-set on one node',
        run: async () => UPDATED / (await inFlight(AT_ONCE, UPDATED, update)).seconds,
      },
    },
    { rounds, warmUps: WARM_UPS },
  );
  const own = { name: 'from waiting to given out, p95', rounds: p95s.slice(WARM_UPS) };
  return [rate, finding('One lead', 'ms', { of: 'ours', atMost: 150 }, own)];
}

function lockThenSet(driver: Driver, tenantId: string): () => Promise<unknown> {
  let next = 0;
  return async () => {
    const session = driver.session();
    try {
      await session.executeWrite((tx) =>
        tx.run('MATCH (n:BenchPool {tenantId: $tenantId}) SET n._lock = true WITH n SET n.v = $v', {
          tenantId,
          v: next++,
        }),
      );
    } finally {
      await session.close();
    }
  };
}

/** A pool with routed leads set aside, to be let in while it is drained. */
class HotPool {
  readonly #waitingSince = new Map<string, number>();
  #aside: string[] = [];
  #left = 0;
  #latencies: number[] = [];
  #endedAt = 0;
  #letting: Promise<unknown>[] = [];

  private constructor(
    private readonly world: World,
    private readonly driver: Driver,
  ) {}

  static async with(world: World, driver: Driver, count: number): Promise<HotPool> {
    const pool = new HotPool(world, driver);
    const made = await createTeam(world.composition, world.caller('admin'), {
      handle: 'sales',
      name: 'sales',
      leadId: world.id('manager'),
    });
    wanted(made, 'TeamCreated');
    const system = systemCaller(world.tenantId, 'bench');
    pool.#aside = await many(count, async (i) => {
      const taken = await ingestLead(world.composition, world.caller('sdr'), {
        externalId: `lead-${i}`,
        company: `Company ${i}`,
      });
      const { leadId } = wanted(taken, 'LeadIngested');
      wanted(await routeLeadUseCase(world.composition, system, { leadId }), 'LeadRouted');
      return leadId;
    });
    await world.cypher(`MATCH (lead:Lead {tenantId: $tenantId, waitingIn: 'reps'}) SET lead.waitingIn = 'aside'`);
    return pool;
  }

  /** Drains the pool while 64 wait; gives each lead's milliseconds, of all but the last 64, and the seconds they took. */
  async round(): Promise<{ seconds: number; latencies: number[] }> {
    this.#left = LEADS;
    this.#latencies = [];
    await this.#letIn(AT_ONCE);
    const startedAt = performance.now();
    const real = this.world.composition.unitOfWork;
    const watched = {
      write: async (spec, body) => {
        const answer = await real.write(spec, body);
        this.#gaveOut((spec.command as { leadIds: string[] }).leadIds);
        return answer;
      },
    } satisfies Pick<UnitOfWork, 'write'>;
    const runtime: RoutingRuntime = { ...this.world.composition, unitOfWork: watched as UnitOfWork };
    const system = systemCaller(this.world.tenantId, 'bench');
    while (this.#waitingSince.size > 0) {
      wanted(await drainPool(runtime, system, { pool: 'reps' }), 'PoolDrained');
      await Promise.all(this.#letting);
    }
    return { seconds: (this.#endedAt - startedAt) / 1_000, latencies: this.#latencies };
  }

  #gaveOut(leadIds: string[]): void {
    const now = performance.now();
    const measured = this.#left > 0;
    for (const id of leadIds) {
      const since = this.#waitingSince.get(id);
      if (since !== undefined && measured) this.#latencies.push(now - since);
      this.#waitingSince.delete(id);
    }
    if (!measured) return;
    this.#endedAt = now;
    const more = Math.min(this.#left, leadIds.length);
    this.#left -= more;
    this.#letting.push(this.#letIn(more));
  }

  async #letIn(count: number): Promise<void> {
    const ids = this.#aside.splice(0, count);
    if (ids.length < count) throw new Error('Too few leads were made');
    const since = performance.now();
    for (const id of ids) this.#waitingSince.set(id, since);
    await this.driver.executeQuery(
      `UNWIND $ids AS id MATCH (lead:Lead {tenantId: $tenantId, id: id}) SET lead.waitingIn = 'reps'`,
      { ids, tenantId: this.world.tenantId },
    );
  }
}
