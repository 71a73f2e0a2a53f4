import { checkpointFind, logHeadFind, logTileFind, receiptsListBodies } from '../../cypher/generated/evidence.js';
import { signCheckpoint } from './log/checkpoint.js';
import { logOrigin } from './log/keys.js';
import { decodeEdge, EMPTY_ROOT, HASH_BYTES, TILE_WIDTH } from './log/merkle.js';
import { encodeBundle, isTileOf, type TileAddress } from './log/tiles.js';
import { type LogSettings, tenantLogKey, unsigned } from './seal.js';

/** The verifier key of a tenant's log, to be pinned out of band. */
export async function logVerifierKey(settings: LogSettings, tenantId: string): Promise<string> {
  const [log] = await settings.graph.read(logHeadFind, tenantId, {});
  return tenantLogKey(settings, tenantId, log?.generation ?? 1).verifierKey;
}

/**
 * The signed checkpoint of a tenant's log: the latest, or the one of a size it once had. Null when there was none of
 * that size. A log without entries has a checkpoint too: size 0, root SHA-256 of nothing.
 */
export async function readCheckpoint(settings: LogSettings, tenantId: string, size?: number): Promise<string | null> {
  const wanted = size ?? (await settings.graph.read(logHeadFind, tenantId, {}))[0]?.size ?? 0;
  if (wanted === 0) {
    const key = tenantLogKey(settings, tenantId, 1);
    return signCheckpoint({ origin: logOrigin(settings.name, tenantId), size: 0, root: EMPTY_ROOT }, [key]);
  }
  const [found] = await settings.graph.read(checkpointFind, tenantId, { size: wanted });
  return found?.note ?? null;
}

/**
 * A tile or an entry bundle of a tenant's log, full or partial (C2SP tlog-tiles); null when the log holds no such tile.
 * Partial tiles are prefixes: of a tile that is full by now, or of the log's right edge.
 */
export async function readTile(
  settings: LogSettings,
  tenantId: string,
  address: TileAddress,
): Promise<Uint8Array | null> {
  const [log] = await settings.graph.read(logHeadFind, tenantId, {});
  if (!log || !isPrefixOf(log.size, address)) return null;
  const { level, index, width } = address;
  if (level === 'entries') {
    const from = index * TILE_WIDTH;
    const entries = await settings.graph.read(receiptsListBodies, tenantId, { from, to: from + width });
    return encodeBundle(entries.map(({ body }) => Buffer.from(body, 'utf8')));
  }
  const hashes = await hashesOf(settings.graph, tenantId, log, level, index);
  return hashes?.subarray(0, width * HASH_BYTES) ?? null;
}

/**
 * All hashes that a tile had when `log` was read: 256 of a full one, fewer on the log's right edge; null when there was none.
 * What is not full comes from the edge, so that a tile which fills up meanwhile is not missed.
 */
export async function hashesOf(
  graph: LogSettings['graph'],
  tenantId: string,
  log: { size: number; edge: Int8Array },
  level: number,
  index: number,
): Promise<Uint8Array | null> {
  if (Math.floor(log.size / TILE_WIDTH ** (level + 1)) <= index) {
    return decodeEdge(log.size, unsigned(log.edge)).levels[level] ?? null;
  }
  const [tile] = await graph.read(logTileFind, tenantId, { level, index });
  return tile ? unsigned(tile.data) : null;
}

/** Whether the log holds the tile, or held it as a partial one on its way here. */
function isPrefixOf(size: number, address: TileAddress): boolean {
  const perEntry = address.level === 'entries' ? 1 : TILE_WIDTH ** address.level;
  return isTileOf(size, address) || (address.index * TILE_WIDTH + address.width) * perEntry <= size;
}
