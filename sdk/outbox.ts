import { bytesOf, newId, type Timing } from './host.js';
import { type Door, type Item, Lane } from './lane.js';
import type { Tell } from './problems.js';
import { type Answer, refusalIn } from './wire.js';

/** Where what is sent goes. */
export const DOORS = {
  events: { path: '/v1/events', isBatched: true },
  audit: { path: '/v1/audit', isBatched: true },
  finalise: { path: '/v1/quota/finalise', isBatched: false },
  release: { path: '/v1/quota/release', isBatched: false },
} as const satisfies Record<string, Door>;

export type DoorName = keyof typeof DOORS;

/** How much may wait, and how it is sent. */
export interface OutboxBounds {
  maxQueued: number;
  maxQueuedBytes: number;
  batchSize: number;
  flushAfterMs: number;
}

/** What became of what was handed to the SDK. */
export interface OutboxFigures {
  queued: number;
  queuedBytes: number;
  /** Taken in by us. */
  sent: number;
  /** Not taken into the full queue. */
  dropped: number;
  /** Sent, and kept not. */
  rejected: number;
}

interface OutboxParts {
  timing: Timing;
  bounds: OutboxBounds;
  tell: Tell;
  source: string;
  send(tenantId: string, path: string, body: string, keepalive: boolean): Promise<Answer>;
}

/** What was not taken in of one tenant since we last heard from it. */
interface Loss {
  count: number;
  byType: Record<string, number>;
  from: string;
  to: string;
}

/** Batches under this many bytes: what we take at once is larger by far. */
const MOST_BATCH_BYTES = 1_000_000;

/** A bounded queue in front of our doors, a lane for each tenant and kind, so that one tenant's refused key holds nobody else up. */
export class Outbox {
  readonly #lanes = new Map<string, Lane>();
  readonly #losses = new Map<string, Loss>();
  readonly #figures: OutboxFigures = { queued: 0, queuedBytes: 0, sent: 0, dropped: 0, rejected: 0 };

  constructor(private readonly parts: OutboxParts) {}

  get figures(): OutboxFigures {
    return { ...this.#figures };
  }

  /** Takes in what is to be sent; when the queue is full it does not, counts that, and tells us once there is room. */
  add(tenantId: string, door: DoorName, type: string, content: object): void {
    const body = JSON.stringify(content);
    const item = { body, bytes: bytesOf(body) };
    const { maxQueued, maxQueuedBytes } = this.parts.bounds;
    const isFull = this.#figures.queued >= maxQueued || this.#figures.queuedBytes + item.bytes > maxQueuedBytes;
    if (isFull) {
      this.#lose(tenantId, type);
      return;
    }
    this.#figures.queued++;
    this.#figures.queuedBytes += item.bytes;
    this.#lane(tenantId, door).add(item);
  }

  /** Sends what waits; comes back when nothing does, or what is left cannot be sent now. */
  async flush(keepalive = false): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.flush(keepalive)));
  }

  #lane(tenantId: string, door: DoorName): Lane {
    const name = JSON.stringify([tenantId, door]);
    const known = this.#lanes.get(name);
    if (known) return known;
    const { timing, bounds, send, tell } = this.parts;
    const lane = new Lane(DOORS[door], {
      timing,
      mostItems: bounds.batchSize,
      mostBytes: MOST_BATCH_BYTES,
      delayMs: bounds.flushAfterMs,
      send: (body, keepalive) => send(tenantId, DOORS[door].path, body, keepalive),
      settled: (items, answer) => this.#settle(tenantId, items, answer),
      putOff: (message, isRefused) =>
        tell({ kind: isRefused ? 'refused' : 'unreachable', message: `${DOORS[door].path}: ${message}`, tenantId }),
    });
    this.#lanes.set(name, lane);
    return lane;
  }

  #settle(tenantId: string, items: readonly Item[], { status, body }: Extract<Answer, { reached: true }>): void {
    this.#figures.queued -= items.length;
    for (const { bytes } of items) this.#figures.queuedBytes -= bytes;
    if (status >= 300) {
      this.#figures.rejected += items.length;
      this.parts.tell({ kind: 'refused', message: refusalIn(body) ?? `HTTP ${status}`, tenantId });
      return;
    }
    const refused = notKept(body.results);
    this.#figures.rejected += refused.length;
    this.#figures.sent += items.length - refused.length;
    for (const message of refused) this.parts.tell({ kind: 'rejected', message, tenantId });
    this.#tellLoss(tenantId);
  }

  #lose(tenantId: string, type: string): void {
    const at = new Date(this.parts.timing.now()).toISOString();
    const loss = this.#losses.get(tenantId) ?? { count: 0, byType: {}, from: at, to: at };
    loss.count++;
    loss.byType[type] = (loss.byType[type] ?? 0) + 1;
    loss.to = at;
    this.#figures.dropped++;
    this.#losses.set(tenantId, loss);
    const { maxQueued, maxQueuedBytes } = this.parts.bounds;
    const message = `the queue holds ${maxQueued} events or ${maxQueuedBytes} bytes, and takes in no more`;
    if (loss.count === 1) this.parts.tell({ kind: 'dropped', message, tenantId });
  }

  /** Once we answer again, we are told what is missing, so that figures with a gap are not taken for whole ones. */
  #tellLoss(tenantId: string): void {
    const loss = this.#losses.get(tenantId);
    if (!loss) return;
    this.#losses.delete(tenantId);
    const { count, byType, from, to } = loss;
    const message = `${count} events were not taken in between ${from} and ${to}`;
    this.parts.tell({ kind: 'dropped', message, tenantId });
    this.add(tenantId, 'audit', 'sdk_events_dropped', {
      external_id: newId(),
      source: this.parts.source,
      event_type: 'sdk_events_dropped',
      result: 'partial',
      occurred_at: to,
      new_values: { count, by_type: byType, from, to },
    });
  }
}

/** Why events of a batch were not kept; what is there already, or counts once, is as it should be. */
function notKept(results: unknown): string[] {
  if (!Array.isArray(results)) return [];
  return results.flatMap(({ result, reason }: { result?: unknown; reason?: unknown }) =>
    result === 'rejected' || result === 'conflict' ? [String(reason ?? result)] : [],
  );
}
