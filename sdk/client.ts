import { machineTiming, newId, onExit, type Timing } from './host.js';
import { type DoorName, Outbox, type OutboxFigures } from './outbox.js';
import type { AuditEventPayload, UsageEvent } from './payloads.js';
import { messageOf, type Problem, type Tell, tellSafely } from './problems.js';
import type { PriceTable } from './tokens.js';
import { type Answer, ask, type Fetch } from './wire.js';

/** The key of each tenant: by table, or by whatever knows it. In a browser, the token of the user who is signed in. */
export type Keys =
  | Readonly<Record<string, string>>
  | ((tenantId: string) => string | null | undefined | Promise<string | null | undefined>);

/** How a host talks to us. */
export interface RevGraphOptions {
  /** Where the API is, such as https://revgraph.example.com. */
  url: string;
  /** A key is bound to its tenant; a tenant without one is not talked about. */
  keys: Keys;
  /** The tenant of functions that name none (`logEvent`, `logSessionEvent`, `incrementUsage`). */
  tenantId?: string;
  /** Who tells: half of what an event is known by. `sdk` when left out. */
  source?: string;
  /** Events that may wait while we cannot be reached: 10,000 when left out, and 8 MiB. */
  maxQueued?: number;
  maxQueuedBytes?: number;
  /** Events of one batch, and how long one waits for others: 200, and a second. */
  batchSize?: number;
  flushAfterMs?: number;
  /** How long a batch and a check of quotas may take: 10 seconds, and one. */
  timeoutMs?: number;
  quotaTimeoutMs?: number;
  /** What a check answers when we cannot be asked: `open`, as R4 has it, when left out. */
  whenUnreachable?: 'open' | 'closed';
  /** What models cost, beside R4's. */
  prices?: PriceTable;
  /** Told of everything that went wrong; nothing is thrown. */
  onProblem?: (problem: Problem) => void;
  fetch?: Fetch;
  timing?: Timing;
}

/** What became of what a host handed over. `unasked`: checks that were answered without us. */
export interface RevGraphFigures extends OutboxFigures {
  unasked: number;
}

/** The connection of a program to us: a bounded queue of what it tells, and checks of quotas. Nothing here throws once it is made. */
export class RevGraph {
  readonly tell: Tell;
  readonly timing: Timing;
  readonly #outbox: Outbox;
  #unasked = 0;

  constructor(readonly options: RevGraphOptions) {
    const { maxQueued = 10_000, maxQueuedBytes = 8 * 2 ** 20, batchSize = 200, flushAfterMs = 1_000 } = options;
    this.tell = tellSafely(options.onProblem);
    this.timing = options.timing ?? machineTiming;
    this.#outbox = new Outbox({
      timing: this.timing,
      bounds: { maxQueued, maxQueuedBytes, batchSize, flushAfterMs },
      tell: this.tell,
      source: this.source,
      send: (tenantId, path, body, keepalive) =>
        this.#ask(tenantId, { method: 'POST', path, body, timeoutMs: options.timeoutMs ?? 10_000, keepalive }),
    });
    onExit((isPage) => void this.#outbox.flush(isPage));
  }

  get source(): string {
    return this.options.source ?? 'sdk';
  }

  get figures(): RevGraphFigures {
    return { ...this.#outbox.figures, unasked: this.#unasked };
  }

  /** Queues an event that happened now, under an id of its own unless it brings one. */
  logEvent(tenantId: string, event: UsageEvent & { external_id?: string }): void {
    this.#queue(tenantId, 'events', () => [event.type, event]);
  }

  /** Queues an audit event (R4), such as one that no builder knows. */
  logAudit(tenantId: string, payload: AuditEventPayload & { external_id?: string }): void {
    this.#queue(tenantId, 'audit', () => [payload.event_type, payload]);
  }

  /** Queues what ends a reservation: it is sent until it arrives, also when that takes longer than the reservation holds. */
  endReservation(
    tenantId: string,
    door: 'finalise' | 'release',
    content: { reservationId: string; amounts?: object },
  ): void {
    this.#safely(() => this.#outbox.add(tenantId, door, door, content));
  }

  /** Asks now, once, and gives the answer, or why there is none. */
  async check(tenantId: string, method: 'GET' | 'POST', path: string, content: object | null): Promise<Answer> {
    try {
      const timeoutMs = this.options.quotaTimeoutMs ?? 1_000;
      return await this.#ask(tenantId, { method, path, body: content && JSON.stringify(content), timeoutMs });
    } catch (error) {
      return { reached: false, message: messageOf(error) };
    }
  }

  /** Counts a check that was answered without us, and tells why. */
  tellUnasked(tenantId: string, message: string): void {
    this.#unasked++;
    this.tell({ kind: 'unasked', message, tenantId });
  }

  /** Sends what waits. Comes back when nothing does, or what is left cannot be sent now: that goes on being tried. */
  async flush(): Promise<void> {
    await this.#outbox.flush();
  }

  /** `flush`, for at most so long: for a host that is told to end. Gives how many events are left behind. */
  async close(patienceMs = 5_000): Promise<number> {
    let callOff: () => void = () => undefined;
    const patience = new Promise<void>((done) => {
      callOff = this.timing.after(patienceMs, done);
    });
    await Promise.race([this.flush(), patience]);
    callOff();
    return this.figures.queued;
  }

  #queue(tenantId: string, door: DoorName, said: () => [type: string, content: { external_id?: string }]): void {
    this.#safely(() => {
      const [type, content] = said();
      const occurred_at = new Date(this.timing.now()).toISOString();
      this.#outbox.add(tenantId, door, type, { external_id: newId(), source: this.source, occurred_at, ...content });
    }, tenantId);
  }

  #safely(work: () => void, tenantId?: string): void {
    try {
      work();
    } catch (error) {
      this.tell({ kind: 'misuse', message: messageOf(error), tenantId });
    }
  }

  async #ask(tenantId: string, asking: Omit<Parameters<typeof ask>[2], 'key'>): Promise<Answer> {
    const { keys, url, fetch = globalThis.fetch } = this.options;
    try {
      const key = typeof keys === 'function' ? await keys(tenantId) : Object.hasOwn(keys, tenantId) && keys[tenantId];
      if (!key) return { reached: false, message: `there is no key of the tenant ${tenantId}` };
      return await ask(fetch, url.replace(/\/+$/, ''), { ...asking, key });
    } catch (error) {
      return { reached: false, message: messageOf(error) };
    }
  }
}

let configured: RevGraph | null = null;
let isWarned = false;

/** Makes the connection that the free functions use (`trackUsage`, `enforceQuota`, the audit builders …). Once, where a program starts. */
export function configure(options: RevGraphOptions): RevGraph {
  configured = new RevGraph(options);
  return configured;
}

/** The connection that was configured; null, with one warning on the console, where none was. */
export function configuredClient(): RevGraph | null {
  if (!configured && !isWarned) {
    isWarned = true;
    console.warn('revgraph: configure({ url, keys }) was not called; nothing is tracked and no quota is enforced.');
  }
  return configured;
}
