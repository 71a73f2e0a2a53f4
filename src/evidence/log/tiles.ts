import { partialWidth, TILE_WIDTH } from './merkle.js';

/** A tile's level: 0 holds leaf hashes, 1 and above the roots of full tiles below; `entries` are the bundles of log entries. */
export type TileLevel = number | 'entries';

/** Where a tile or entry bundle stands. `width` is 256 when it is full. */
export interface TileAddress {
  level: TileLevel;
  index: number;
  width: number;
}

const MAX_LEVEL = 63;
const PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The path of a tile below a log's prefix (C2SP tlog-tiles): `tile/<level>/<index>[.p/<width>]`; index 1234067 is `x001/x234/067`. */
export function tilePath({ level, index, width }: TileAddress): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) as string[];
  const last = groups.pop();
  const path = [...groups.map((group) => `x${group}`), last].join('/');
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** Reads a tile path, or gives null for anything that `tilePath` would not have written. */
export function parseTilePath(path: string): TileAddress | null {
  const match = PATH.exec(path);
  if (match === null) return null;
  const [, levelText, indexText, widthText] = match as unknown as [string, string, string, string | undefined];
  const address: TileAddress = {
    level: levelText === 'entries' ? 'entries' : Number(levelText),
    index: Number(indexText.replace(/[x/]/g, '')),
    width: widthText === undefined ? TILE_WIDTH : Number(widthText),
  };
  if (address.level !== 'entries' && address.level > MAX_LEVEL) return null;
  if (!Number.isSafeInteger(address.index)) return null;
  return tilePath(address) === path && address.width <= TILE_WIDTH ? address : null;
}

/** Whether a log of this size has that tile or bundle: full ones once full, a partial one as wide as the level then has hashes, or had before. */
export function isTileOf(size: number, { level, index, width }: TileAddress): boolean {
  const hashes = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
  return width >= 1 && width <= TILE_WIDTH && index * TILE_WIDTH + width <= hashes;
}

/** The tiles of one level in a log of this size, full ones first, then the partial one, if any. */
export function* tilesOfLevel(size: number, level: TileLevel): Generator<TileAddress> {
  const depth = level === 'entries' ? 0 : level;
  const full = Math.floor(size / TILE_WIDTH ** (depth + 1));
  for (let index = 0; index < full; index++) yield { level, index, width: TILE_WIDTH };
  const width = partialWidth(size, depth);
  if (width > 0) yield { level, index: full, width };
}

/** An entry bundle: each entry behind its length as a big-endian uint16. Throws a RangeError for an entry over 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  const bundle = Buffer.allocUnsafe(entries.reduce((bytes, entry) => bytes + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    at = bundle.writeUInt16BE(entry.length, at);
    bundle.set(entry, at);
    at += entry.length;
  }
  return bundle;
}

/** The entries of a bundle. Throws a RangeError when it does not hold exactly `width` whole entries. */
export function decodeBundle(bundle: Uint8Array, width: number): Buffer[] {
  const bytes = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 > bytes.length ? Number.POSITIVE_INFINITY : at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) throw new RangeError(`entry ${entries.length} of the bundle is cut off`);
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (entries.length !== width) throw new RangeError(`the bundle holds ${entries.length} entries, not ${width}`);
  return entries;
}
