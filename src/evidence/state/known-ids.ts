import { createHash } from 'node:crypto';

/** Words per entry: 128 bits of SHA-256. */
const ENTRY = 4;
const FIRST_CAPACITY = 4096;

/**
 * Which nodes receipts were found to tell of, in 32 to 64 bytes each whatever their key: a million stay under 64 MB. Keys are told
 * apart by 128 bits of SHA-256, so that nobody finds a node that looks like a known one.
 */
export class KnownIds {
  #table = new Uint32Array(FIRST_CAPACITY * ENTRY);
  #capacity = FIRST_CAPACITY;
  #size = 0;

  add(label: string, id: string): void {
    if (this.#size * 2 >= this.#capacity) this.#grow();
    const entry = entryOf(label, id);
    const at = this.#find(entry);
    if (this.#isFree(at)) this.#size++;
    this.#table.set(entry, at);
  }

  has(label: string, id: string): boolean {
    return !this.#isFree(this.#find(entryOf(label, id)));
  }

  #isFree(at: number): boolean {
    return this.#table[at] === 0;
  }

  #find(entry: Uint32Array): number {
    for (let slot = (entry[0] as number) % this.#capacity; ; slot = (slot + 1) % this.#capacity) {
      const at = slot * ENTRY;
      if (this.#isFree(at) || entry.every((word, n) => this.#table[at + n] === word)) return at;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#capacity *= 2;
    this.#table = new Uint32Array(this.#capacity * ENTRY);
    for (let at = 0; at < old.length; at += ENTRY) {
      const entry = old.subarray(at, at + ENTRY);
      if (entry[0] !== 0) this.#table.set(entry, this.#find(entry));
    }
  }
}

function entryOf(label: string, id: string): Uint32Array {
  const digest = createHash('sha256').update(`${label} ${id}`).digest();
  const entry = Uint32Array.from({ length: ENTRY }, (_, n) => digest.readUInt32BE(n * 4));
  // Zero in the first word marks a free place.
  entry[0] = (entry[0] as number) || 1;
  return entry;
}
