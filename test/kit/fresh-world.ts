import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { type Composition, compose } from '../../bin/compose.js';
import { sealerOver } from '../../bin/seal-and-tell.js';
import { apiOver } from '../../bin/serve-api.js';
import { bootstrapTenant, type PlanName } from '../../src/entitlements/index.js';
import { type Caller, systemCaller } from '../../src/kernel/caller.js';
import { readConfig } from '../../src/kernel/config.js';
import { untilInReach } from '../../src/kernel/patience.js';
import type { Role, SeatType } from '../../src/kernel/rights.js';
import { setReportsTo } from '../../src/tenancy/index.js';
import { Client } from './client.js';
import { ManualClock } from './clock.js';
import { tokenFor } from './tokens.js';
import { startWorker } from './worker.js';

/** A Wednesday, 10:00 in New York. */
export const WORLD_START = '2026-03-04T15:00:00.000Z';

/** A person of a world, by their handle. */
export interface Person {
  handle: string;
  roles: Role[];
  seat?: SeatType | null;
  /** Handle of the manager they report to. */
  reportsTo?: string;
}

/** One person per role, named after it; the ae and the sdr report to the manager, who reports to the vp. */
export const PEOPLE: Person[] = [
  { handle: 'sdr', roles: ['sdr'], reportsTo: 'manager' },
  { handle: 'ae', roles: ['ae'], reportsTo: 'manager' },
  { handle: 'csm', roles: ['csm'] },
  { handle: 'partner', roles: ['partner_manager'] },
  { handle: 'manager', roles: ['sales_manager'], reportsTo: 'vp' },
  { handle: 'finance', roles: ['finance'] },
  { handle: 'legal', roles: ['legal'] },
  { handle: 'vp', roles: ['vp_sales'] },
  { handle: 'admin', roles: ['revops_admin'] },
  { handle: 'admin2', roles: ['revops_admin'] },
  { handle: 'auditor', roles: ['auditor'], seat: 'OBSERVER' },
  { handle: 'observer', roles: ['ae'], seat: 'OBSERVER' },
];

/** R3's limits in US dollars: an AE gives 20 % to small businesses, finance sees what is over 30 %. */
export const CONFIG = `
currency: USD
time_zone: America/New_York
segments:
  - name: smb
    arr_max: 50000
  - name: enterprise
    arr_min: 250000
routing:
  default_strategy: queue
discounts:
  smb:
    ae_self_approve_pct: 0.2
    manager_required_pct: 0.2
    finance_required_pct: 0.3
  enterprise:
    ae_self_approve_pct: 0.1
    finance_required_pct: 0.3
    legal_required_for_non_standard: true
approvals:
  high_arr_threshold: 250000
  approval_chains:
    default: ["SALES_MANAGER"]
    over_high_arr: ["SALES_MANAGER", "FINANCE"]
    non_standard_terms: ["LEGAL"]
`;

/** The first writes of a Neo4j that has just started may be tried again for so long. */
const COLD_MS = 60_000;

export interface WorldOptions {
  people?: Person[];
  config?: string;
  seatLimit?: number | null;
  start?: string;
  /** `OPERATORS`: the tenant whose people open others. */
  kind?: 'CUSTOMER' | 'OPERATORS';
  /** Unlimited unless a test is about a plan's limits. */
  plan?: PlanName;
  /** Variables that differ from those of the test run: a store behind a proxy. */
  environment?: Record<string, string>;
}

/** A fresh tenant on the real stores, with an API of its own on a free port, a standing clock, and people to act as. */
export class World {
  readonly #cleanups: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly composition: Composition,
    readonly clock: ManualClock,
    readonly url: string,
    readonly tenantId: string,
    readonly userIds: Record<string, string>,
    private readonly people: Person[],
    private readonly settleJobs: (sealOnce: () => Promise<number>) => Promise<void>,
    private readonly sealOnce: () => Promise<number>,
  ) {}

  static async create({
    people = PEOPLE,
    config = CONFIG,
    seatLimit = null,
    start = WORLD_START,
    kind = 'CUSTOMER',
    plan = 'enterprise',
    environment: different = {},
  }: WorldOptions = {}): Promise<World> {
    const clock = new ManualClock(start);
    const name = `t${randomBytes(5).toString('hex')}`;
    const environment = readConfig({
      ...process.env,
      // A test machine stalls for longer than a check waits; tests of that say so.
      REDIS_PATIENCE_MS: '10000',
      ...different,
      REDIS_PREFIX: `test-${name}`,
      PORT: '0',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    });
    const composition = await compose(environment, { clock, log: pino({ level: environment.logLevel }) });
    const setup = { ...setupOf(name, people, config, seatLimit), kind, plan };
    const opened = await untilInReach(COLD_MS, () => bootstrapTenant(composition, setup));
    if (opened.__typename !== 'TenantBootstrapped') throw new Error(JSON.stringify(opened));
    const { tenantId, userIds } = opened;
    for (const { handle, reportsTo } of people) {
      if (!reportsTo) continue;
      const line = { userId: userIds[handle], managerId: userIds[reportsTo] };
      const caller = systemCaller(tenantId, 'test-world');
      const set = await untilInReach(COLD_MS, () => setReportsTo(composition, caller, line));
      if (set.__typename !== 'ReportsToSet') throw new Error(JSON.stringify(set));
    }
    const api = await apiOver(composition);
    const url = await api.listen({ host: '127.0.0.1', port: 0 });
    const { sealer, close } = sealerOver(composition, (tenant) => tenant === tenantId);
    const worker = await startWorker(composition);
    const world = new World(composition, clock, url, tenantId, userIds, people, worker.settle, () => sealer.run());
    world.#cleanups.push(
      () => api.close(),
      () => worker.close(),
      close,
      () => composition.close(),
    );
    return world;
  }

  /** A client for a person of this world, with a token that is good for an hour of its clock. */
  async as(handle: string): Promise<Client> {
    return new Client(this.url, await this.token(handle));
  }

  /** A client without credentials, or with the ones given. */
  anyone(token: string | null = null): Client {
    return new Client(this.url, token);
  }

  async token(
    handle: string,
    options: { ttlSeconds?: number; claims?: Record<string, unknown> } = {},
  ): Promise<string> {
    return tokenFor(this.composition.config, this.tenantId, `${handle}@test`, { nowMs: this.clock.now(), ...options });
  }

  /** The id of a person. */
  id(handle: string): string {
    const id = this.userIds[handle];
    if (!id) throw new Error(`Nobody is called ${handle}`);
    return id;
  }

  /** A person as use cases see them, for tests of use cases that no door leads to. */
  caller(handle: string): Caller {
    const person = this.people.find((one) => one.handle === handle);
    if (!person) throw new Error(`Nobody is called ${handle}`);
    const request = { id: 'test', route: 'test', method: 'TEST', ip: null, userAgent: null };
    return {
      tenantId: this.tenantId,
      type: 'user',
      id: this.id(handle),
      roles: person.roles,
      seat: person.seat ?? 'DECISION',
      scopes: [],
      request,
    };
  }

  /** Seals and announces what is left of receipts, and waits until every announced job has run, until nothing is left. */
  async settle(): Promise<void> {
    await this.settleJobs(this.sealOnce);
  }

  /** Runs a statement on the tenant's graph, past the product: to look, or to tamper. */
  async cypher<R = any>(text: string, params: Record<string, unknown> = {}): Promise<R[]> {
    return this.composition.graph.transact(async (tx) => ({
      commit: true,
      value: await tx.run<R>({ text }, { ...params, tenantId: this.tenantId }),
    }));
  }

  async close(): Promise<void> {
    for (const cleanup of this.#cleanups) await cleanup();
  }
}

const setupOf = (name: string, people: Person[], revOpsConfig: string, seatLimit: number | null) => ({
  handle: name,
  name,
  seatLimit,
  revOpsConfig,
  users: people.map(({ handle, roles, seat = 'DECISION' }) => ({
    handle,
    subject: `${handle}@test`,
    name: `${handle} of ${name}`,
    email: `${handle}@${name}.example`,
    roles,
    seat,
  })),
});
