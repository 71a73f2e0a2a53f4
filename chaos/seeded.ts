import { createHash } from 'node:crypto';

/** Draws that are the same whenever they are made again from the same words, on every machine. */
export class Draw {
  #counter = 0;

  constructor(private readonly words: string) {}

  /** Draws of its own for a part: what one part draws moves nothing in another. */
  part(name: string | number): Draw {
    return new Draw(`${this.words}/${name}`);
  }

  /** From 0 (inclusive) to 1 (exclusive). */
  fraction(): number {
    const digest = createHash('sha256')
      .update(`${this.words}#${this.#counter++}`)
      .digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  one<T>(items: readonly T[]): T {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to draw from');
    return item;
  }

  /** One of the names, as often as its weight says. */
  weighted<N extends string>(weights: Readonly<Record<N, number>>): N {
    const entries = Object.entries<number>(weights) as [N, number][];
    let left = this.fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new RangeError('nothing to draw from');
  }

  /** A UUID (version 4) to serve as an idempotency key. */
  uuid(): string {
    const bytes = createHash('sha256')
      .update(`${this.words}#${this.#counter++}`)
      .digest()
      .subarray(0, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}
