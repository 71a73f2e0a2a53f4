import { LRUCache } from 'lru-cache';

/** A known answer is given without asking for this long. */
const FRESH_MS = 400;
/** For this long it is given while a newer one is asked for: of what is asked all the time, nobody waits. A change is seen within a second. */
const USABLE_MS = 900;
/** Whoever holds an older answer waits this long for a newer one. */
const WAIT_MS = 200;
/** For this long after a read failed or was late nobody waits for the next one: an absence of the store costs each caller nothing. */
const CALM_MS = 1_000;

interface Known<T> {
  value: T;
  /** When the read of it began, in milliseconds of `performance.now()`: what was changed before is in it. */
  askedAt: number;
  /** When it was last found out that no newer one comes in time. */
  lateAt: number;
}

interface Asking<T> {
  since: number;
  answer: Promise<T | null>;
  /** Set once the answer is there. */
  answered: { value: T | null } | null;
  /** Settles with the answer, with its failure, or after `WAIT_MS`; never rejects. */
  inTime: Promise<void>;
}

/**
 * Answers of a store, remembered so that who asks goes on while the store is away. Each is read again at most every 400 ms,
 * once for all who ask, who go on with the known one meanwhile; one of 900 ms waits for a newer one 200 ms at most, and is served on
 * when none comes. What is not there
 * (null) is not remembered, so that asking for what never was drives nothing out.
 */
export class Remembered<T extends object> {
  readonly #known: LRUCache<string, Known<T>>;
  readonly #asking = new Map<string, Asking<T>>();

  /** `most`: answers kept, the ones asked for last. */
  constructor(
    private readonly read: (key: string) => Promise<T | null>,
    { most }: { most: number },
  ) {
    this.#known = new LRUCache({ max: most });
  }

  /** The answer, 0.9 s old at most while the store is in reach. Throws what the read throws when nothing is known. */
  async get(key: string): Promise<T | null> {
    const known = this.#known.get(key);
    const now = performance.now();
    if (known && now - known.askedAt < FRESH_MS) return known.value;
    const asking = this.#asking.get(key) ?? this.#ask(key, now);
    if (!known) return asking.answer;
    if (now - known.askedAt < USABLE_MS) return known.value;
    const isLate = now - asking.since >= WAIT_MS || now - known.lateAt < CALM_MS;
    if (!isLate) await asking.inTime;
    if (asking.answered) return asking.answered.value;
    if (!isLate) known.lateAt = performance.now();
    return known.value;
  }

  /** Forgets an answer that this process itself has just changed; what is on its way may be older, and is not kept. */
  forget(key: string): void {
    this.#known.delete(key);
    this.#asking.delete(key);
  }

  #ask(key: string, since: number): Asking<T> {
    const asking: Asking<T> = {
      since,
      answer: this.read(key).then(
        (value) => {
          asking.answered = { value };
          if (this.#asking.get(key) !== asking) return value;
          this.#asking.delete(key);
          if (value) this.#known.set(key, { value, askedAt: since, lateAt: Number.NEGATIVE_INFINITY });
          else this.#known.delete(key);
          return value;
        },
        (error: unknown) => {
          if (this.#asking.get(key) === asking) this.#asking.delete(key);
          const known = this.#known.peek(key);
          if (known) known.lateAt = performance.now();
          throw error;
        },
      ),
      answered: null,
      inTime: Promise.resolve(),
    };
    asking.inTime = settledWithin(asking.answer, WAIT_MS);
    this.#asking.set(key, asking);
    return asking;
  }
}

/** Settles with what it waits for, or earlier after some milliseconds; whatever comes of it. */
async function settledWithin(awaited: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([awaited.catch(() => undefined), late]);
  clearTimeout(timer);
}
