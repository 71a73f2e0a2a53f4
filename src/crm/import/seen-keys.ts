import { createHash } from 'node:crypto';

/** Words per entry: two of the key's hash, one of the row's content, one for the line (0: free). */
const ENTRY = 4;
const FIRST_CAPACITY = 1024;

/**
 * Remembers which keys a file had, in 16 to 32 bytes a row whatever their length: a million rows stay under 34 MB. Keys are told apart by 64
 * bits of SHA-256; that two of a million differ and look the same has a chance of 3 in 10^8.
 */
export class SeenKeys {
  #table = new Uint32Array(FIRST_CAPACITY * ENTRY);
  #capacity = FIRST_CAPACITY;
  #size = 0;

  /** Notes a key; gives the line that had it before and whether that row said the same, or null when it is new. */
  add(key: string, content: string, line: number): { line: number; same: boolean } | null {
    if (this.#size * 2 >= this.#capacity) this.#grow();
    const [high, low] = hash(key);
    const [said] = hash(content);
    const at = this.#find(high, low);
    const before = this.#table[at + 3] ?? 0;
    if (before > 0) return { line: before, same: this.#table[at + 2] === said };
    this.#table.set([high, low, said, line], at);
    this.#size++;
    return null;
  }

  has(key: string): boolean {
    const [high, low] = hash(key);
    return (this.#table[this.#find(high, low) + 3] ?? 0) > 0;
  }

  #find(high: number, low: number): number {
    for (let slot = low % this.#capacity; ; slot = (slot + 1) % this.#capacity) {
      const at = slot * ENTRY;
      const free = this.#table[at + 3] === 0;
      if (free || (this.#table[at] === high && this.#table[at + 1] === low)) return at;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#capacity *= 2;
    this.#table = new Uint32Array(this.#capacity * ENTRY);
    for (let at = 0; at < old.length; at += ENTRY) {
      if (old[at + 3] === 0) continue;
      this.#table.set(old.subarray(at, at + ENTRY), this.#find(old[at] ?? 0, old[at + 1] ?? 0));
    }
  }
}

function hash(text: string): [number, number] {
  const digest = createHash('sha256').update(text).digest();
  return [digest.readUInt32BE(0), digest.readUInt32BE(4)];
}
