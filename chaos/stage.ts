import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { StageHands, StoreName } from './hands.js';
import { Link } from './proxy.js';
import { type Part, Recoveries } from './recovery.js';
import { Supervised } from './supervised.js';

/** The product's processes: name at the stage, and program. */
export const PROCESSES = ['api-1', 'api-2', 'worker-1', 'worker-2', 'sealer-1', 'sealer-2'] as const;
export type ProcessName = (typeof PROCESSES)[number];
export const STORES = ['neo4j', 'redis'] as const satisfies readonly StoreName[];
export const ACTORS = [...PROCESSES, ...STORES] as const;
export type ActorName = (typeof ACTORS)[number];

const READY_WITHIN_MS = 60_000;
const LOOK_MS = 1_000;

export const partOf = (name: ActorName): Part => name.replace(/-\d$/, '') as Part;

/** Everything that runs: two of each process of the product, both stores, and a link from each process to each store. */
export class Stage {
  readonly recoveries = new Recoveries();
  readonly #actors = new Map<ActorName, Supervised>();
  readonly #links = new Map<string, Link>();
  readonly #ports = new Map<ProcessName, number>();
  /** Milliseconds by which a process's clock is off when it is started next. */
  readonly #clockOffsets = new Map<ProcessName, number>();

  private constructor(readonly hands: StageHands) {}

  /** Starts the stores, brings the graph's schema up to date, and starts every process. */
  static async open(hands: StageHands): Promise<Stage> {
    const stage = new Stage(hands);
    for (const name of STORES) stage.#addStore(name);
    for (const name of PROCESSES) await stage.#addProcess(name);
    for (const name of STORES) stage.actor(name).start();
    for (const name of STORES) await stage.#untilStoreAnswers(name);
    const migrated = await hands.revgraph(['migrate']);
    if (migrated.code !== 0) throw new Error(`The migrations failed: ${migrated.output}`);
    for (const name of PROCESSES) stage.actor(name).start();
    await stage.untilReady();
    return stage;
  }

  get apis(): string[] {
    return PROCESSES.filter((name) => partOf(name) === 'api').map((name) => this.#url(name));
  }

  actor(name: ActorName): Supervised {
    const actor = this.#actors.get(name);
    if (!actor) throw new Error(`Nobody is called ${name}`);
    return actor;
  }

  link(process: ProcessName, store: StoreName): Link {
    const link = this.#links.get(`${process} to ${store}`);
    if (!link) throw new Error(`There is no link from ${process} to ${store}`);
    return link;
  }

  /** Whom a part's readiness depends on: itself, or all when it is a store or everything. */
  needsOf(name: ActorName | 'everything'): Supervised[] {
    if (name !== 'everything' && partOf(name) !== 'neo4j' && partOf(name) !== 'redis') return [this.actor(name)];
    return ACTORS.map((each) => this.actor(each));
  }

  /** Ends a process in order and starts it again; `offsetMs`: with its clock off by so much from now on. Times the start. */
  async restart(name: ActorName, offsetMs?: number): Promise<void> {
    if (offsetMs !== undefined) this.#clockOffsets.set(name as ProcessName, offsetMs);
    const needs = this.needsOf(name);
    await this.recoveries.during(needs, () => this.actor(name).stop());
    this.actor(name).start();
    await this.recoveries.time(partOf(name), 'clean', needs);
  }

  /** Ends everything in order and starts it again. */
  async restartAll(): Promise<void> {
    const needs = this.needsOf('everything');
    await this.recoveries.during(needs, async () => {
      await Promise.all(PROCESSES.map((name) => this.actor(name).stop()));
      await Promise.all(STORES.map((name) => this.actor(name).stop()));
    });
    for (const name of ACTORS) this.actor(name).start();
    await this.recoveries.time('everything', 'clean', needs);
  }

  /** Ends every fault: links carry, clocks are right, nobody stands still. */
  async heal(): Promise<void> {
    for (const link of this.#links.values()) await link.carry();
    for (const name of ACTORS) this.actor(name).resume();
    const skewed = PROCESSES.filter((name) => this.#clockOffsets.get(name));
    await Promise.all(skewed.map((name) => this.restart(name, 0)));
  }

  /** Waits until everybody is ready; throws, naming who is not and what they said, when that takes over a minute. */
  async untilReady(): Promise<void> {
    const found = await Promise.all(
      ACTORS.map(async (name) => ({ name, ok: await this.actor(name).ready(READY_WITHIN_MS) })),
    );
    const missing = found
      .filter(({ ok }) => !ok)
      .map(({ name }) => `${name} (${this.actor(name).ends.at(-1) ?? 'runs'})`);
    if (missing.length > 0) throw new Error(`Not ready within ${READY_WITHIN_MS / 1_000} s: ${missing.join(', ')}.`);
  }

  async close(): Promise<void> {
    await Promise.all(PROCESSES.map((name) => this.actor(name).stop()));
    await Promise.all(STORES.map((name) => this.actor(name).stop()));
    for (const link of this.#links.values()) await link.refuse();
  }

  #addStore(name: StoreName): void {
    const answers = () => this.hands.storeAnswers(name);
    this.#actors.set(name, new Supervised(name, () => this.hands.startStore(name), answers));
  }

  async #addProcess(name: ProcessName): Promise<void> {
    this.#ports.set(name, await this.hands.freePort());
    for (const store of STORES) {
      const link = `${name} to ${store}`;
      this.#links.set(link, await Link.open(link, await this.hands.freePort(), this.hands.storePorts[store]));
    }
    const isReady = async () => {
      const answer = await fetch(`${this.#url(name)}/readyz`, { signal: AbortSignal.timeout(LOOK_MS) }).catch(
        () => null,
      );
      await answer?.body?.cancel();
      return answer?.status === 200;
    };
    this.#actors.set(name, new Supervised(name, () => this.#launch(name), isReady));
  }

  #launch(name: ProcessName) {
    const port = String(this.#ports.get(name));
    const offset = this.#clockOffsets.get(name) ?? 0;
    const through = (store: StoreName, address: string) => {
      const url = new URL(address);
      url.port = String(this.link(name, store).port);
      return url.href;
    };
    const { env, dist } = this.hands;
    return this.hands.startProcess(name, partOf(name), {
      ...env,
      NEO4J_URI: through('neo4j', env.NEO4J_URI as string),
      REDIS_URL: through('redis', env.REDIS_URL as string),
      ...(partOf(name) === 'api' ? { PORT: port } : { HEALTH_PORT: port }),
      ...(offset === 0
        ? {}
        : {
            CHAOS_CLOCK_OFFSET_MS: String(offset),
            NODE_OPTIONS: `--import ${pathToFileURL(join(dist, 'chaos', 'clock-skew.js'))}`,
          }),
    });
  }

  async #untilStoreAnswers(name: StoreName): Promise<void> {
    while (!(await this.hands.storeAnswers(name))) await after(LOOK_MS / 10);
  }

  #url(name: ProcessName): string {
    return `http://127.0.0.1:${this.#ports.get(name)}`;
  }
}
