import type { Logger } from 'pino';
import { logHeadFind, receiptsListSealedFrom } from '../../cypher/generated/evidence.js';
import type { Graph } from '../kernel/graph.js';
import type { SealedReceipt } from './announce.js';
import { Follower, READ_AT_ONCE, type Tail } from './follower.js';

/** What is told between processes: sealed receipts in log order, perhaps twice; or that some may have been lost. */
export type FeedEvent = { kind: 'message'; message: { receipts: SealedReceipt[] } } | { kind: 'gap' };

/** Where sealed receipts are told; jobs implements it over Redis. */
export interface FeedChannel {
  /** Settles once it listens; what is told from then on arrives. */
  subscribe(tenantId: string): Promise<AsyncIterableIterator<FeedEvent>>;
}

/** The logs of tenants as they grow, for the subscriptions of this process. */
export interface Feed {
  /** How many receipts a tenant's log holds; the last one's leaf index is one less. */
  size(tenantId: string): Promise<number>;
  /** Every sealed receipt behind a leaf index, in log order, each once, without end. Throws when the channel is not in reach. */
  follow(tenantId: string, after: number): Promise<AsyncIterableIterator<SealedReceipt>>;
  /** Ends all that follow. */
  close(): void;
}

/** Receipts kept for those who follow closely; who is further behind reads the graph. */
const KEPT = 1_000;
const AGAIN_AFTER_MS = 1_000;

/** Makes the feed of a process: one subscription a tenant, however many follow. */
export function createFeed(parts: { graph: Graph; channel: FeedChannel; log: Logger }): Feed {
  const tails = new Map<string, LogTail>();
  return {
    size: async (tenantId) => (await parts.graph.read(logHeadFind, tenantId, {}))[0]?.size ?? 0,
    async follow(tenantId, after) {
      const tail = tails.get(tenantId) ?? new LogTail(parts, tenantId, () => tails.delete(tenantId));
      tails.set(tenantId, tail);
      const follower = new Follower(parts.graph, tenantId, tail, after + 1);
      try {
        await tail.begun;
      } catch (error) {
        await follower.return();
        throw error;
      }
      return follower;
    },
    close() {
      for (const tail of tails.values()) tail.end();
    },
  };
}

/** The end of one tenant's log: the last receipts in memory, kept whole by reading the graph wherever the channel leaves a gap. */
class LogTail implements Tail {
  readonly begun: Promise<void>;
  ended = false;
  #next = 0;
  #kept: SealedReceipt[] = [];
  #events: AsyncIterableIterator<FeedEvent> | null = null;
  readonly #followers = new Set<Follower>();

  constructor(
    private readonly parts: { graph: Graph; channel: FeedChannel; log: Logger },
    private readonly tenantId: string,
    private readonly onEnd: () => void,
  ) {
    this.begun = this.#begin();
    this.begun.then(
      () => this.#listen(),
      () => this.end(),
    );
  }

  join(follower: Follower): void {
    this.#followers.add(follower);
  }

  leave(follower: Follower): void {
    this.#followers.delete(follower);
    if (this.#followers.size === 0) this.end();
  }

  /** What is kept from a leaf on: empty when the log ends there, null when it must be read from the graph. */
  from(leaf: number): SealedReceipt[] | null {
    if (leaf >= this.#next) return [];
    const first = this.#next - this.#kept.length;
    return leaf < first ? null : this.#kept.slice(leaf - first);
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.onEnd();
    void this.#events?.return?.();
    this.#tellAll();
  }

  /** Listens first and reads the log's size then, so that nothing falls between the two. */
  async #begin(): Promise<void> {
    this.#events = await this.parts.channel.subscribe(this.tenantId);
    const [log] = await this.parts.graph.read(logHeadFind, this.tenantId, {});
    this.#next = log?.size ?? 0;
  }

  async #listen(): Promise<void> {
    while (!this.ended) {
      try {
        if (!this.#events) {
          this.#events = await this.parts.channel.subscribe(this.tenantId);
          await this.#readOn();
        }
        for await (const event of this.#events) await this.#hear(event);
        this.end();
      } catch (error) {
        this.#events = null;
        this.parts.log.warn(
          { err: error, tenantId: this.tenantId },
          'the feed of sealed receipts broke off; it is taken up again',
        );
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS).unref());
      }
    }
    await this.#events?.return?.();
  }

  async #hear(event: FeedEvent): Promise<void> {
    if (event.kind === 'gap') return this.#readOn();
    for (const receipt of event.message.receipts) {
      if (receipt.leafIndex > this.#next) return this.#readOn();
      if (receipt.leafIndex === this.#next) this.#append([receipt]);
    }
    this.#tellAll();
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const receipts = await this.parts.graph.read(receiptsListSealedFrom, this.tenantId, {
        from: this.#next,
        most: READ_AT_ONCE,
      });
      this.#append(receipts);
      this.#tellAll();
      if (receipts.length < READ_AT_ONCE) return;
    }
  }

  #append(receipts: SealedReceipt[]): void {
    this.#kept.push(...receipts);
    this.#next += receipts.length;
    if (this.#kept.length > 2 * KEPT) this.#kept = this.#kept.slice(-KEPT);
  }

  #tellAll(): void {
    for (const follower of this.#followers) follower.wake();
  }
}
