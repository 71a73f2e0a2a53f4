import { createHash } from 'node:crypto';

const HASH_BYTES = 32;
const TILE_WIDTH = 256;

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 6962, 2.1: the hash of a leaf. */
export const leafHash = (entry: Uint8Array): Buffer => sha256(Uint8Array.of(0), entry);

const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Uint8Array.of(1), left, right);

/** A full tile as C2SP tlog-tiles numbers it. */
export interface Tile {
  level: number;
  index: number;
  data: Buffer;
}

/** A Merkle tree that grows leaf by leaf: perfect subtrees from the largest to the smallest, and the hashes of unfinished tiles. */
export class Tree {
  size = 0;
  /** Roots of the perfect subtrees, largest first; one for each bit of `size`. */
  readonly #peaks: Buffer[] = [];
  /** Hashes of each level's last tile, while it is not full. */
  readonly #unfinished: Buffer[][] = [];
  #filled: Tile[] = [];
  #tiles = 0;

  append(leaf: Buffer): void {
    this.#peaks.push(leaf);
    this.size++;
    for (let merged = this.size; merged % 2 === 0; merged /= 2) {
      const right = this.#peaks.pop() as Buffer;
      this.#peaks.push(nodeHash(this.#peaks.pop() as Buffer, right));
    }
    this.#intoTile(0, leaf);
  }

  /** RFC 6962, 2.1: the tree's head; of no leaves SHA-256 of nothing. */
  root(): Buffer {
    const [last, ...larger] = [...this.#peaks].reverse();
    return last ? larger.reduce((right, left) => nodeHash(left, right), last) : sha256();
  }

  /** The hashes of the unfinished tiles one behind the other, lowest level first. */
  edge(): Buffer {
    return Buffer.concat(this.#unfinished.flat());
  }

  /** How many tiles became full since the beginning. */
  get tiles(): number {
    return this.#tiles;
  }

  /** The tiles that became full since this was last asked for. */
  takeFilled(): Tile[] {
    const filled = this.#filled;
    this.#filled = [];
    return filled;
  }

  #intoTile(level: number, hash: Buffer): void {
    const row = this.#unfinished[level] ?? [];
    this.#unfinished[level] = row;
    row.push(hash);
    if (row.length < TILE_WIDTH) return;
    const index = Math.floor((this.size - 1) / TILE_WIDTH ** (level + 1));
    this.#filled.push({ level, index, data: Buffer.concat(row, TILE_WIDTH * HASH_BYTES) });
    this.#tiles++;
    this.#unfinished[level] = [];
    let roots = row;
    while (roots.length > 1) {
      roots = roots.flatMap((left, at) => (at % 2 === 0 ? nodeHash(left, roots[at + 1] as Buffer) : []));
    }
    this.#intoTile(level + 1, roots[0] as Buffer);
  }
}
