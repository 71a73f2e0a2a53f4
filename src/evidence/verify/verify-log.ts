import { HASH_BYTES, leafHash } from '../log/merkle.js';
import { type TileAddress, tilePath, tilesOfLevel } from '../log/tiles.js';
import { canonicalText, sha256Hex } from '../receipt/canonical.js';
import { ahead, GrowingTree, readBundle, readCheckpoint, readTile, verifiedCheckpoint } from './log-reader.js';
import type { LogSource } from './log-source.js';
import { emptyReport, receiptFailed, reporting, type VerifyReport, wholeFailed } from './report.js';
import { parseStrictJson } from './strict-json.js';
import { parseBody, WorkflowChains } from './workflow-chains.js';

/** What `verifyLog` may be given besides the key. */
export interface VerifyLogOptions {
  /** A signed checkpoint seen before: the log must still begin with what it covered. */
  earlierCheckpoint?: string;
}

/**
 * Verifies a whole log: the checkpoint's signature by a pinned key, every tile against the entries, the root, and the chain of every
 * workflow. Prints nothing. Throws `LogUnreachable` when the log cannot be read, a TypeError for a malformed key.
 */
export function verifyLog(
  source: LogSource,
  verifierKeys: readonly string[],
  options: VerifyLogOptions = {},
): Promise<VerifyReport> {
  const report = emptyReport();
  return reporting(report, async () => {
    const checkpoint = verifiedCheckpoint(await readCheckpoint(source), verifierKeys);
    report.checkpoint = checkpoint;
    report.size = checkpoint.size;
    const tree = new GrowingTree([checkpoint, ...earlierOf(options, verifierKeys, checkpoint.size)]);
    const chains = new WorkflowChains(report);
    const load = async (bundle: TileAddress) => ({
      entries: await readBundle(source, bundle),
      leaves: await readTile(source, { ...bundle, level: 0 }),
    });
    for await (const { entries, leaves } of ahead(tilesOfLevel(checkpoint.size, 'entries'), load)) {
      const first = tree.edge.size;
      const hashes = entries.map(leafHash);
      compareLeaves(hashes, leaves, entries, first);
      const { fullTiles } = tree.append(hashes);
      for (const { level, index, data } of fullTiles) {
        if (level > 0) await compareTile(source, { level, index, width: 256 }, data);
      }
      entries.forEach((entry, i) => {
        acceptEntry(chains, entry, first + i);
      });
    }
    await comparePartialTiles(source, tree);
  });
}

function earlierOf(options: VerifyLogOptions, verifierKeys: readonly string[], size: number) {
  if (options.earlierCheckpoint === undefined) return [];
  const earlier = verifiedCheckpoint(options.earlierCheckpoint, verifierKeys);
  if (earlier.size > size) throw wholeFailed(`the log has shrunk: ${earlier.size} entries earlier, ${size} now`);
  return [earlier];
}

function compareLeaves(hashes: Uint8Array[], tile: Uint8Array, entries: Buffer[], first: number): void {
  hashes.forEach((hash, i) => {
    if (Buffer.compare(hash, tile.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)) === 0) return;
    const entry = entries[i] as Buffer;
    throw receiptFailed('the entry does not have the leaf hash in the tile', { leafIndex: first + i }, readable(entry));
  });
}

async function compareTile(source: LogSource, address: TileAddress, computed: Uint8Array): Promise<void> {
  const served = await readTile(source, address);
  if (Buffer.compare(served, computed) !== 0)
    throw wholeFailed(`${tilePath(address)} does not follow from the tiles below`);
}

async function comparePartialTiles(source: LogSource, tree: GrowingTree): Promise<void> {
  const { size, levels } = tree.edge;
  for (let level = 1; level < levels.length; level++) {
    const data = levels[level] as Uint8Array;
    const width = data.length / HASH_BYTES;
    if (width > 0) await compareTile(source, { level, index: Math.floor(size / 256 ** (level + 1)), width }, data);
  }
}

function acceptEntry(chains: WorkflowChains, entry: Buffer, leafIndex: number): void {
  const place = { leafIndex };
  const raw = readable(entry);
  if (raw === undefined) throw receiptFailed('the entry is not JSON', place, raw);
  const body = parseBody(raw, place);
  if (!entry.equals(Buffer.from(canonicalText(body))))
    throw receiptFailed('the entry is not in canonical form', place, body);
  chains.accept(body, sha256Hex(entry), place);
}

/** The JSON of an entry, or undefined when it is none. */
function readable(entry: Buffer): unknown {
  try {
    return parseStrictJson(entry.toString('utf8'));
  } catch {
    return undefined;
  }
}
