import { receiptsListSealedFrom } from '../../cypher/generated/evidence.js';
import { DefectError } from '../kernel/errors.js';
import type { Graph } from '../kernel/graph.js';
import type { SealedReceipt } from './announce.js';

/** Receipts read from the graph at a time. */
export const READ_AT_ONCE = 500;

/** The end of a log as those who follow it see it. */
export interface Tail {
  readonly ended: boolean;
  /** What is kept from a leaf on: empty when the log ends there, null when it must be read from the graph. */
  from(leaf: number): SealedReceipt[] | null;
  join(follower: Follower): void;
  leave(follower: Follower): void;
}

/**
 * One who follows a log, with a place of its own: a slow one holds nothing up and loses nothing. Not a generator, whose
 * `return` would wait for the receipt that it waits for.
 */
export class Follower implements AsyncIterableIterator<SealedReceipt> {
  #left = false;
  #ready: SealedReceipt[] = [];
  #taken = 0;
  #wake: () => void = () => undefined;

  constructor(
    private readonly graph: Graph,
    private readonly tenantId: string,
    private readonly tail: Tail,
    private leaf: number,
  ) {
    tail.join(this);
  }

  /** The log has grown, or ended. */
  wake(): void {
    this.#wake();
  }

  async next(): Promise<IteratorResult<SealedReceipt>> {
    while (!this.#left && !this.tail.ended) {
      const receipt = this.#ready[this.#taken];
      if (receipt) {
        this.#taken += 1;
        return { done: false, value: receipt };
      }
      await this.#more();
    }
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<SealedReceipt>> {
    if (!this.#left) {
      this.#left = true;
      this.tail.leave(this);
      this.#wake();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #more(): Promise<void> {
    const kept = this.tail.from(this.leaf);
    if (kept?.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      return;
    }
    this.#ready = kept ?? (await this.#read());
    this.#taken = 0;
    this.leaf = (this.#ready.at(-1)?.leafIndex ?? this.leaf) + 1;
  }

  async #read(): Promise<SealedReceipt[]> {
    const receipts = await this.graph.read(receiptsListSealedFrom, this.tenantId, {
      from: this.leaf,
      most: READ_AT_ONCE,
    });
    if (receipts[0]?.leafIndex !== this.leaf)
      throw new DefectError(`Leaf ${this.leaf} of ${this.tenantId} is not there`);
    return receipts;
  }
}
