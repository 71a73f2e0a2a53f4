import { CodedError } from '../kernel/errors.js';

/** How much of its tenants' events one process has in hand. A batch weighs as many as it has events, and never less than `least`. */
export interface IngestBounds {
  least: number;
  /** Of all tenants together. */
  process: number;
  /** Of one tenant, while no other sends. */
  alone: number;
  /** Of one tenant, while others send. */
  besideOthers: number;
  /** Of one tenant, waiting for their turn. */
  waiting: number;
  /** Bytes of one tenant's requests, from before they are read until they are answered. */
  bytes: number;
}

/**
 * Four batches of 500 at once is all that one sender gains from: more wait in Neo4j instead of here. One batch of 1,000 beside others leaves them
 * the rest of a machine of four cores (bench `neighbour`). What waits is worked off within a second or two.
 */
export const INGEST_BOUNDS: IngestBounds = {
  least: 50,
  process: 8_000,
  alone: 4_000,
  besideOthers: 1_000,
  waiting: 16_000,
  bytes: 32 * 1024 * 1024,
};

/** A tenant sends beside others for so long after one of these has sent. */
const REMEMBERED_MS = 5_000;
/** Who has waited so long is told to come again: their client may have gone. */
const PATIENCE_MS = 10_000;
const LONGEST_RETRY_S = 30;

interface Batch {
  weight: number;
  cameAt: number;
  start(): void;
  refuse(error: CodedError): void;
}

/** One tenant's batches, and what it has in hand. */
interface Line {
  waiting: Batch[];
  waitingWeight: number;
  underWay: number;
  bytes: number;
  cameAt: number;
}

/**
 * Shares one process among the tenants whose events come in: whose batches wait take turns, tenant by tenant; each has a bound
 * on what it has under way, waiting and read, and is told when to come again beyond it. So a flood of one delays that one.
 */
export class IngestLines {
  readonly #lines = new Map<string, Line>();
  /** Tenants whose batches wait, in the order of their turns. */
  readonly #turns = new Set<string>();
  #underWay = 0;

  constructor(
    private readonly bounds: IngestBounds = INGEST_BOUNDS,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Runs `work` on so many events when it is the tenant's turn. Throws RATE_LIMITED, with the seconds after which to come again, when too much
   * of the tenant waits already, or its turn does not come within 10 s.
   */
  take<T>(tenantId: string, events: number, work: () => Promise<T>): Promise<T> {
    const weight = Math.max(events, this.bounds.least);
    const line = this.#comesTo(tenantId);
    if (line.waitingWeight > 0 && line.waitingWeight + weight > this.bounds.waiting) return this.#refuse(line);
    return new Promise<T>((resolve, reject) => {
      const start = () => {
        line.underWay += weight;
        this.#underWay += weight;
        void work()
          .then(resolve, reject)
          .finally(() => {
            line.underWay -= weight;
            this.#underWay -= weight;
            this.#dispatch();
          });
      };
      line.waiting.push({ weight, cameAt: this.now(), start, refuse: reject });
      line.waitingWeight += weight;
      this.#turns.add(tenantId);
      this.#dispatch();
    });
  }

  /** Admits a request of so many bytes before it is read; call what it gives once it is answered. Throws RATE_LIMITED like `take`. */
  admit(tenantId: string, bytes: number): () => void {
    const line = this.#comesTo(tenantId);
    if (line.bytes > 0 && line.bytes + bytes > this.bounds.bytes) throw tooMuch(line, this.now());
    line.bytes += bytes;
    return () => {
      line.bytes -= bytes;
    };
  }

  #comesTo(tenantId: string): Line {
    const now = this.now();
    const line = this.#lines.get(tenantId) ?? { waiting: [], waitingWeight: 0, underWay: 0, bytes: 0, cameAt: now };
    line.cameAt = now;
    // In the order in which they came last: whoever is to be forgotten stands first.
    this.#lines.delete(tenantId);
    this.#lines.set(tenantId, line);
    for (const [other, { cameAt, waiting, underWay, bytes }] of this.#lines) {
      if (now - cameAt < REMEMBERED_MS) break;
      if (waiting.length === 0 && underWay === 0 && bytes === 0) this.#lines.delete(other);
    }
    return line;
  }

  /** Starts what may be started, one batch of each tenant after the other. */
  #dispatch(): void {
    // A tenant that is added again while others are looked at comes once more, after them.
    for (const tenantId of this.#turns) {
      const line = this.#lines.get(tenantId);
      const [next] = line?.waiting ?? [];
      if (!line || !next) continue;
      // Whose turn it is waits for room, and nobody overtakes: a small batch would always find some.
      if (this.#underWay > 0 && this.#underWay + next.weight > this.bounds.process) return;
      const share = this.#lines.size > 1 ? this.bounds.besideOthers : this.bounds.alone;
      if (line.underWay > 0 && line.underWay + next.weight > share) continue;
      this.#turns.delete(tenantId);
      line.waiting.shift();
      line.waitingWeight -= next.weight;
      if (line.waiting.length > 0) this.#turns.add(tenantId);
      if (this.now() - next.cameAt > PATIENCE_MS) next.refuse(tooMuch(line, this.now()));
      else next.start();
    }
  }

  #refuse(line: Line): Promise<never> {
    return Promise.reject(tooMuch(line, this.now()));
  }
}

/** As long as the first in line has waited, so long the next will wait. */
function tooMuch({ waiting: [first] }: Line, now: number): CodedError {
  const waited = first ? (now - first.cameAt) / 1_000 : 0;
  const retryAfter = Math.min(LONGEST_RETRY_S, Math.max(1, Math.ceil(waited)));
  const message = `More of your events are waiting than are taken at once; send these again in ${retryAfter} s.`;
  return new CodedError('RATE_LIMITED', message, { retryAfter });
}
