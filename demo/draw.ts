import { createHash } from 'node:crypto';

/** Draws that are the same whenever they are made again from the same words, on every machine. */
export class Draw {
  #state: number;

  constructor(private readonly words: string) {
    this.#state = createHash('sha256').update(words).digest().readUInt32BE(0);
  }

  /** Draws of its own for a part: what one part draws moves nothing in another. */
  part(name: string | number): Draw {
    return new Draw(`${this.words}/${name}`);
  }

  /** From 0 (inclusive) to 1 (exclusive): a linear congruential generator of 32 bits, which is plenty for a demo. */
  fraction(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** One of the items, as often as its weight says. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T {
    let left = this.fraction() * items.reduce((sum, [, weight]) => sum + weight, 0);
    const drawn = items.find(([, weight]) => {
      left -= weight;
      return left < 0;
    });
    return (drawn ?? (items.at(-1) as readonly [T, number]))[0];
  }

  /** Around a median, as sizes and durations are: two of three within a factor of e^spread (log-normal, by Box and Muller). */
  around(median: number, spread: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.fraction()));
    return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * this.fraction()));
  }

  /** How many of what happens so often on average (Poisson, by Knuth's product). */
  count(average: number): number {
    const end = Math.exp(-average);
    let count = -1;
    for (let product = 1; product > end; product *= this.fraction()) count++;
    return Math.max(count, 0);
  }
}
