import type { Timing } from './host.js';
import { type Answer, refusalIn } from './wire.js';

/** What waits to be sent: JSON that no longer changes, so that a retry says the same under the same id. */
export interface Item {
  body: string;
  bytes: number;
}

/** Where items of one kind go. */
export interface Door {
  path: string;
  /** `{ "events": […] }`, or each item by itself. */
  isBatched: boolean;
}

/** What a lane needs of its client. */
export interface LaneParts {
  timing: Timing;
  mostItems: number;
  mostBytes: number;
  delayMs: number;
  send(body: string, keepalive: boolean): Promise<Answer>;
  /** Items that are done with: taken in, or refused for good, for the reason given. */
  settled(items: readonly Item[], answer: Extract<Answer, { reached: true }>): void;
  /** We did not answer, or not now, or refuse the key; what was to be sent waits. */
  putOff(reason: string, isRefused: boolean): void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** Browsers let a page that goes away send 64 KB. */
const LAST_WORDS_BYTES = 60_000;
/** Refused as it stands, whenever it is sent again. */
const FOR_GOOD = new Set([400, 409, 422]);

/** Sends the items of one tenant and kind, in order, one batch at a time; what fails is tried again, ever more slowly. */
export class Lane {
  #waiting: Item[] = [];
  #sending: Promise<boolean> | null = null;
  #failures = 0;
  #wakeAt = Number.POSITIVE_INFINITY;
  #callOff: () => void = () => undefined;
  #batchLimit: number;

  constructor(
    private readonly door: Door,
    private readonly parts: LaneParts,
  ) {
    this.#batchLimit = door.isBatched ? parts.mostItems : 1;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Takes in an item; it is sent with others, soon. */
  add(item: Item): void {
    this.#waiting.push(item);
    const isFull = this.#waiting.length >= this.#batchLimit;
    if (this.#failures === 0) this.#wakeIn(isFull ? 0 : this.parts.delayMs);
  }

  /** Sends what waits until nothing does, or a batch cannot be sent. */
  async flush(keepalive = false): Promise<void> {
    while (this.#waiting.length > 0) if (!(await this.#sendNext(keepalive))) return;
  }

  #wakeIn(ms: number): void {
    const at = this.parts.timing.now() + ms;
    if (at >= this.#wakeAt) return;
    this.#callOff();
    this.#wakeAt = at;
    this.#callOff = this.parts.timing.after(ms, () => {
      this.#wakeAt = Number.POSITIVE_INFINITY;
      void this.flush();
    });
  }

  /** One batch at a time, whoever asks for it. */
  #sendNext(keepalive: boolean): Promise<boolean> {
    this.#sending ??= this.#sendBatch(keepalive).finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  /** Whether a batch was settled; otherwise it waits, and is tried again by itself. */
  async #sendBatch(keepalive: boolean): Promise<boolean> {
    const items = this.#nextBatch(keepalive ? LAST_WORDS_BYTES : this.parts.mostBytes);
    const bodies = items.map(({ body }) => body).join(',');
    const answer = await this.parts.send(this.door.isBatched ? `{"events":[${bodies}]}` : bodies, keepalive);
    if (!answer.reached) return this.#putOff(answer.message, 0, false);
    const { status, retryAfterMs } = answer;
    const isTooLarge = status === 413;
    if (isTooLarge && items.length > 1) {
      this.#batchLimit = Math.max(1, Math.floor(items.length / 2));
      return true;
    }
    const isGone = status === 404 && !this.door.isBatched;
    if (status >= 300 && !FOR_GOOD.has(status) && !isTooLarge && !isGone) {
      const reason = refusalIn(answer.body) ?? `HTTP ${status}`;
      return this.#putOff(reason, retryAfterMs ?? 0, status === 401 || status === 403);
    }
    this.#waiting.splice(0, items.length);
    this.#failures = 0;
    this.parts.settled(items, answer);
    return true;
  }

  #nextBatch(mostBytes: number): Item[] {
    let bytes = 0;
    const end = this.#waiting.findIndex((item, n) => {
      bytes += item.bytes;
      return n > 0 && (n >= this.#batchLimit || bytes > mostBytes);
    });
    return this.#waiting.slice(0, end === -1 ? this.#waiting.length : end);
  }

  /** Waits twice as long each time, up to a minute, and not all hosts at once. */
  #putOff(reason: string, atLeastMs: number, isRefused: boolean): false {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.#failures, 10));
    this.#failures++;
    this.parts.putOff(reason, isRefused);
    this.#wakeIn(Math.max(atLeastMs, wait * (0.5 + Math.random() / 2)));
    return false;
  }
}
