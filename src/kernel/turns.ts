import { TRY_AGAIN_FOR_MS, unavailable } from './patience.js';

/** Callers of one hot key take turns in this process, so that one pool or seat book cannot fill the driver's connections. */
export class Turns {
  readonly #tails = new Map<string, Promise<unknown>>();

  /**
   * Runs `task` after every earlier task of the same key has ended, whether well or not. Throws UNAVAILABLE when it was
   * not its turn within 10 s: while the store is away a line of callers must not wait for each other's patience.
   */
  async take<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const askedAt = performance.now();
    const mine = before.then(() => {
      if (performance.now() - askedAt > TRY_AGAIN_FOR_MS) throw unavailable();
      return task();
    });
    const tail = mine.catch(() => undefined);
    this.#tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
