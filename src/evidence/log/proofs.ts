import { EMPTY_ROOT, HASH_BYTES, nodeHash, partialWidth, perfectRoot, TILE_WIDTH } from './merkle.js';

/** Reads the hashes of a tile: `width` of them, one behind the other. Level, index and width as in C2SP tlog-tiles. */
export type TileReader = (level: number, index: number, width: number) => Promise<Uint8Array>;

const TILE_HEIGHT = 8;

/**
 * The RFC 6962 audit path of a leaf in the tree of the first `size` leaves, bottom first.
 * Throws a RangeError when the leaf is not in that tree.
 */
export async function inclusionProof(index: number, size: number, readTile: TileReader): Promise<Uint8Array[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const subtree = subtreeReader(size, readTile);
  const path: Promise<Uint8Array>[] = [];
  let [low, high] = [0, size];
  while (high - low > 1) {
    const middle = low + splitOf(high - low);
    path.push(index < middle ? subtree(middle, high) : subtree(low, middle));
    if (index < middle) high = middle;
    else low = middle;
  }
  return Promise.all(path.reverse());
}

/**
 * The RFC 6962 consistency proof between the trees of the first `oldSize` and the first `newSize` leaves.
 * Empty when the old tree is empty or the same. Throws a RangeError when the old tree is the larger.
 */
export async function consistencyProof(oldSize: number, newSize: number, readTile: TileReader): Promise<Uint8Array[]> {
  if (!(oldSize >= 0 && oldSize <= newSize)) throw new RangeError(`a tree of ${newSize} never had ${oldSize} leaves`);
  if (oldSize === 0 || oldSize === newSize) return [];
  const subtree = subtreeReader(newSize, readTile);
  const path: Promise<Uint8Array>[] = [];
  let [low, high] = [0, newSize];
  while (oldSize !== high) {
    const middle = low + splitOf(high - low);
    path.push(oldSize <= middle ? subtree(middle, high) : subtree(low, middle));
    if (oldSize <= middle) high = middle;
    else low = middle;
  }
  // A subtree that begins at leaf 0 here is the old tree itself, whose root the verifier has already.
  if (low > 0) path.push(subtree(low, high));
  return Promise.all(path.reverse());
}

/** Whether the path leads from a leaf hash at this index to the root of a tree of this size (RFC 9162, 2.1.3.2). */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size) || leaf.length !== HASH_BYTES) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (last === 0 || step.length !== HASH_BYTES) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(step, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      hash = nodeHash(hash, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && Buffer.compare(hash, root) === 0;
}

/** Whether the proof shows that the old tree is the beginning of the new one (RFC 9162, 2.1.4.2; every tree extends the empty one). */
export function verifyConsistency(
  oldSize: number,
  newSize: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
): boolean {
  if (!(Number.isSafeInteger(oldSize) && oldSize >= 0 && oldSize <= newSize)) return false;
  if (oldSize === newSize) return proof.length === 0 && Buffer.compare(oldRoot, newRoot) === 0;
  if (oldSize === 0) return proof.length === 0 && Buffer.compare(oldRoot, EMPTY_ROOT) === 0;
  if (proof.length === 0 || proof.some((step) => step.length !== HASH_BYTES)) return false;
  let [node, last] = [oldSize - 1, newSize - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  const steps = node === 0 ? [oldRoot, ...proof] : proof;
  let oldHash = steps[0] as Uint8Array;
  let newHash = oldHash;
  for (const step of steps.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      [oldHash, newHash] = [nodeHash(step, oldHash), nodeHash(step, newHash)];
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      newHash = nodeHash(newHash, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && Buffer.compare(oldHash, oldRoot) === 0 && Buffer.compare(newHash, newRoot) === 0;
}

/** Sizes may pass 2^31: no bit operators here. */
const half = (n: number): number => Math.floor(n / 2);

/** The largest power of two smaller than n (RFC 6962's k). */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Gives the hash of any subtree [low, high) of RFC 6962's recursion, reading each tile once. */
function subtreeReader(size: number, readTile: TileReader): (low: number, high: number) => Promise<Uint8Array> {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const tile = (level: number, index: number): Promise<Uint8Array> => {
    const key = `${level}/${index}`;
    let data = tiles.get(key);
    if (data === undefined) {
      const isLast = index === Math.floor(size / TILE_WIDTH ** (level + 1));
      data = readTile(level, index, isLast ? partialWidth(size, level) : TILE_WIDTH);
      tiles.set(key, data);
    }
    return data;
  };
  const subtree = async (low: number, high: number): Promise<Uint8Array> => {
    const leaves = high - low;
    const height = Math.log2(leaves);
    if (!Number.isInteger(height)) {
      const middle = low + splitOf(leaves);
      return nodeHash(await subtree(low, middle), await subtree(middle, high));
    }
    const level = Math.floor(height / TILE_HEIGHT);
    const first = low / TILE_WIDTH ** level;
    const data = await tile(level, Math.floor(first / TILE_WIDTH));
    const at = (first % TILE_WIDTH) * HASH_BYTES;
    return perfectRoot(data.subarray(at, at + 2 ** (height % TILE_HEIGHT) * HASH_BYTES));
  };
  return subtree;
}
