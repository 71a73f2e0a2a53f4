import { hash } from 'node:crypto';

/** Bytes of a hash that are kept; as many bits fit into a number. */
const BYTES = 6;
const SPACE = 2 ** (8 * BYTES);

/** What is kept of a value. */
export const hashOf = (value: string): number => hash('sha256', value, 'buffer').readUIntBE(0, BYTES);

/** The hash of a value as `encode` writes it: eight letters, at a multiple of eight. */
export function encodedHash(value: string): string {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeUIntBE(hashOf(value), 0, BYTES);
  return bytes.toString('base64');
}

/**
 * How many different values there were: the least of their hashes, as many as are kept at most (KMV; Bar-Yossef et al., RANDOM 2002). Exact while
 * there are fewer values than that, then estimated from the greatest hash that is kept, with a standard error of 1 / √most. Whatever the
 * order in which it is added to and merged, it is the same to the byte.
 */
export class Distinct {
  #kept = new Set<number>();

  constructor(private readonly most: number) {}

  /** Adds a value. */
  add(value: string): void {
    this.#keep(hashOf(value));
  }

  /** Counts another value for one that may be among them, which has to have a lesser hash: so it is kept wherever the first one was. */
  replace(value: string, other: string): boolean {
    if (!this.#kept.delete(hashOf(value))) return false;
    this.#kept.add(hashOf(other));
    return true;
  }

  /** Adds everything that another one has. */
  merge(other: Distinct): void {
    for (const one of other.#kept) this.#keep(one);
  }

  #keep(one: number): void {
    this.#kept.add(one);
    // Sorted now and then: each cut makes room for as many as are kept.
    if (this.#kept.size > 2 * this.most) this.#kept = new Set(this.#least());
  }

  #least(): number[] {
    return [...this.#kept].sort((a, b) => a - b).slice(0, this.most);
  }

  /** How many there were. */
  count(): number {
    const least = this.#least();
    const greatest = least.at(-1) ?? 0;
    return least.length < this.most ? least.length : Math.round(((this.most - 1) * SPACE) / greatest);
  }

  /** Its hashes from the least, six bytes each, in base 64. */
  encode(): string {
    const least = this.#least();
    const bytes = Buffer.alloc(least.length * BYTES);
    for (const [n, one] of least.entries()) bytes.writeUIntBE(one, n * BYTES, BYTES);
    return bytes.toString('base64');
  }

  static decode(text: string, most: number): Distinct {
    const distinct = new Distinct(most);
    const bytes = Buffer.from(text, 'base64');
    for (let at = 0; at < bytes.length; at += BYTES) distinct.#kept.add(bytes.readUIntBE(at, BYTES));
    return distinct;
  }
}
