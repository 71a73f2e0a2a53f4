import { type Checkpoint, openCheckpoint } from '../log/checkpoint.js';
import {
  type Appended,
  appendLeaves,
  type Edge,
  EMPTY_EDGE,
  EMPTY_ROOT,
  HASH_BYTES,
  TILE_WIDTH,
} from '../log/merkle.js';
import { NOTE_MAX_BYTES, type NoteVerifier, parseVerifierKey } from '../log/signed-note.js';
import { decodeBundle, type TileAddress, tilePath } from '../log/tiles.js';
import { BODY_MAX_BYTES } from '../receipt/body.js';
import type { LogSource } from './log-source.js';
import { wholeFailed } from './report.js';

const BUNDLE_MAX_BYTES = TILE_WIDTH * (2 + BODY_MAX_BYTES);
/** Resources asked for ahead of the one being checked: hides a network's latency without flooding the log. */
const AHEAD = 8;

/** Opens a signed checkpoint with pinned verifier keys. Throws `VerificationFailed` when it is not theirs, a TypeError for a malformed key. */
export function verifiedCheckpoint(note: string, verifierKeys: readonly string[]): Checkpoint {
  const trusted: NoteVerifier[] = verifierKeys.map(parseVerifierKey);
  try {
    return openCheckpoint(note, trusted);
  } catch (error) {
    throw wholeFailed(`the checkpoint is not valid: ${(error as Error).message}`);
  }
}

/** The log's current signed checkpoint, as text. */
export async function readCheckpoint(source: LogSource): Promise<string> {
  const bytes = await source.read('checkpoint', NOTE_MAX_BYTES);
  if (bytes === null) throw wholeFailed('the log has no checkpoint');
  return Buffer.from(bytes).toString('utf8');
}

/** The hashes of a tile; where the partial tile is gone, the beginning of the full one (C2SP tlog-tiles allows both). */
export async function readTile(source: LogSource, address: TileAddress): Promise<Uint8Array> {
  const bytes = address.width * HASH_BYTES;
  const partial = await source.read(tilePath(address), bytes);
  const data = partial ?? (await readFull(source, address, TILE_WIDTH * HASH_BYTES))?.subarray(0, bytes);
  if (data === undefined) throw wholeFailed(`${tilePath(address)} is missing`);
  if (data.length !== bytes) throw wholeFailed(`${tilePath(address)} has ${data.length} bytes, not ${bytes}`);
  return data;
}

/** The entries of a bundle, with the same way out as `readTile`. */
export async function readBundle(source: LogSource, address: TileAddress): Promise<Buffer[]> {
  const path = tilePath(address);
  const partial = await source.read(path, BUNDLE_MAX_BYTES);
  const full = partial === null ? await readFull(source, address, BUNDLE_MAX_BYTES) : undefined;
  try {
    if (partial !== null) return decodeBundle(partial, address.width);
    if (full !== undefined) return decodeBundle(full, TILE_WIDTH).slice(0, address.width);
  } catch (error) {
    throw wholeFailed(`${path}: ${(error as Error).message}`);
  }
  throw wholeFailed(`${path} is missing`);
}

async function readFull(source: LogSource, address: TileAddress, maxBytes: number): Promise<Uint8Array | undefined> {
  if (address.width === TILE_WIDTH) return undefined;
  return (await source.read(tilePath({ ...address, width: TILE_WIDTH }), maxBytes)) ?? undefined;
}

/** Loads items in order, a few ahead of whoever takes them. */
export async function* ahead<T, R>(items: Iterable<T>, load: (item: T) => Promise<R>): AsyncGenerator<R> {
  const loading: Promise<R>[] = [];
  for (const item of items) {
    const next = load(item);
    // A failure surfaces when its turn comes; if an earlier one ends the reading, this one has nobody to tell.
    next.catch(() => undefined);
    if (loading.push(next) >= AHEAD) yield await (loading.shift() as Promise<R>);
  }
  for (const rest of loading) yield await rest;
}

/** A tree that grows leaf by leaf and must have each checkpoint's root when it reaches its size. */
export class GrowingTree {
  private grown: Edge = EMPTY_EDGE;

  constructor(private readonly checkpoints: readonly Checkpoint[]) {
    for (const checkpoint of checkpoints) if (checkpoint.size === 0) compareRoot(checkpoint, EMPTY_ROOT);
  }

  get edge(): Edge {
    return this.grown;
  }

  /** Appends leaf hashes. Throws `VerificationFailed` when a checkpoint that is passed has another root. */
  append(leaves: readonly Uint8Array[]): Appended {
    for (const checkpoint of this.checkpoints) {
      const upTo = checkpoint.size - this.grown.size;
      if (upTo > 0 && upTo <= leaves.length)
        compareRoot(checkpoint, appendLeaves(this.grown, leaves.slice(0, upTo)).root);
    }
    const appended = appendLeaves(this.grown, leaves);
    this.grown = appended.edge;
    return appended;
  }
}

function compareRoot({ size, root }: Checkpoint, computed: Uint8Array): void {
  if (Buffer.compare(root, computed) === 0) return;
  throw wholeFailed(`the first ${size} entries do not have the root of the checkpoint of size ${size}`);
}
