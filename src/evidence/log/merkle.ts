import { hash } from 'node:crypto';

/** Bytes of a SHA-256. */
export const HASH_BYTES = 32;
/** Hashes in a full tile (C2SP tlog-tiles: height 8). */
export const TILE_WIDTH = 256;

/** The root of a tree without leaves: SHA-256 of nothing (RFC 6962, section 2.1). */
export const EMPTY_ROOT: Buffer = hash('sha256', '', 'buffer');

/** RFC 6962 leaf hash: SHA-256(0x00 ‖ entry). Not the receipt's `sha256`, which has no prefix. */
export function leafHash(entry: Uint8Array): Buffer {
  const prefixed = Buffer.allocUnsafe(entry.length + 1);
  prefixed[0] = 0x00;
  prefixed.set(entry, 1);
  return hash('sha256', prefixed, 'buffer');
}

/** Reused for every inner node: hashing is synchronous, so nothing else can write to it in between. */
const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, 0x01);

/** RFC 6962 inner node: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return hash('sha256', nodeInput, 'buffer');
}

/** The root over a run of 2^k hashes that lie one behind the other. */
export function perfectRoot(hashes: Uint8Array): Uint8Array {
  let row = hashes;
  while (row.length > HASH_BYTES) {
    const above = new Uint8Array(row.length / 2);
    for (let at = 0; at < above.length; at += HASH_BYTES) {
      const left = 2 * at;
      above.set(
        nodeHash(row.subarray(left, left + HASH_BYTES), row.subarray(left + HASH_BYTES, left + 2 * HASH_BYTES)),
        at,
      );
    }
    row = above;
  }
  return row;
}

/** How many hashes the partial tile of a level holds in a tree of this size, 0 to 255: floor(size / 256^level) mod 256. */
export const partialWidth = (size: number, level: number): number =>
  Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH;

/**
 * The right edge of a log: all that is needed to grow it.
 * `levels[l]` is the partial tile of level l, at most 255 hashes one behind the other; its width follows from the size.
 */
export interface Edge {
  readonly size: number;
  readonly levels: readonly Uint8Array[];
}

/** The edge of an empty log. */
export const EMPTY_EDGE: Edge = { size: 0, levels: [] };

/** A tile that became full: 256 hashes, 8,192 bytes. It never changes again. */
export interface FullTile {
  level: number;
  index: number;
  data: Uint8Array;
}

/** What appending gave: the new edge, the tiles that became full (lower levels first for each run), the new root. */
export interface Appended {
  edge: Edge;
  fullTiles: FullTile[];
  root: Uint8Array;
}

/** Appends leaf hashes to a log. The old edge is left as it was; the same edge and leaves always give the same result. */
export function appendLeaves(edge: Edge, leafHashes: readonly Uint8Array[]): Appended {
  const growing = edge.levels.map((data) => new GrowingTile(data));
  const fullTiles: FullTile[] = [];
  let size = edge.size;
  for (const leaf of leafHashes) {
    size += 1;
    let carried: Uint8Array | null = leaf;
    for (let level = 0; carried !== null; level++) {
      growing[level] ??= new GrowingTile(new Uint8Array(0));
      const data: Uint8Array | null = (growing[level] as GrowingTile).push(carried);
      if (data !== null) fullTiles.push({ level, index: size / TILE_WIDTH ** (level + 1) - 1, data });
      carried = data === null ? null : perfectRoot(data);
    }
  }
  const grown: Edge = { size, levels: growing.map((tile) => tile.partial()) };
  return { edge: grown, fullTiles, root: edgeRoot(grown) };
}

/** One level's rightmost tile while leaves are appended. */
class GrowingTile {
  private data = new Uint8Array(TILE_WIDTH * HASH_BYTES);
  private used: number;

  constructor(partial: Uint8Array) {
    this.data.set(partial);
    this.used = partial.length;
  }

  /** Adds a hash; gives the tile's data when that made it full, and begins the next one. */
  push(added: Uint8Array): Uint8Array | null {
    this.data.set(added, this.used);
    this.used += HASH_BYTES;
    if (this.used < this.data.length) return null;
    const full = this.data;
    this.data = new Uint8Array(TILE_WIDTH * HASH_BYTES);
    this.used = 0;
    return full;
  }

  partial(): Uint8Array {
    return this.data.slice(0, this.used);
  }
}

/** The root of the log that an edge describes: its perfect subtrees, folded from the smallest (the rightmost) to the largest. */
function edgeRoot(edge: Edge): Uint8Array {
  let root: Uint8Array | null = null;
  for (const tile of edge.levels) {
    let end = tile.length;
    for (let run = HASH_BYTES; end > 0; run *= 2) {
      if ((end / run) % 2 === 0) continue;
      const subtree = perfectRoot(tile.subarray(end - run, end));
      root = root === null ? subtree : nodeHash(subtree, root);
      end -= run;
    }
  }
  return root ?? EMPTY_ROOT;
}

/** The hashes of an edge one behind the other, lowest level first: its form for storage, together with the size. */
export const encodeEdge = (edge: Edge): Buffer => Buffer.concat(edge.levels);

/** Reads `encodeEdge`'s bytes back. Throws a RangeError when they do not belong to a log of this size. */
export function decodeEdge(size: number, bytes: Uint8Array): Edge {
  const levels: Uint8Array[] = [];
  let at = 0;
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const end = at + partialWidth(size, level) * HASH_BYTES;
    levels.push(bytes.slice(at, end));
    at = end;
  }
  if (at !== bytes.length) throw new RangeError(`an edge of size ${size} has ${at} bytes, not ${bytes.length}`);
  return { size, levels };
}
