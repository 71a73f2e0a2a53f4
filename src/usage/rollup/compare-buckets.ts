import type { UsageBucketRow } from '../../../cypher/rows.js';
import { textDigest } from '../../evidence/index.js';
import { aggregateFrom, aggregateText, type Bucket, bucketFrom, keyOf } from './bucket.js';
import { type Aggregate, FIGURES, nothing } from './figures.js';
import { latencyOf } from './latency.js';
import { sumsFrom } from './meter-sum.js';
import { Sketch } from './sketch.js';

/** A bucket as it is to be. */
export type Right = Omit<Bucket, 'version'>;

/** A bucket that is there; `isDamaged`: something of it cannot be read, and is taken for nothing, or contradicts itself. */
export interface Stored {
  bucket: Bucket;
  isDamaged: boolean;
}
export type StoredByKey = Map<string, Stored>;

/** A bucket that is not what it is to be; null: it is not there. */
export interface Drift {
  stored: Bucket | null;
  right: Right;
}

/** One figure that was moved; what is no number by itself (latency, meters) is told by how many events it counts. */
export interface Moved {
  figure: string;
  before: number;
  after: number;
}

/** How each property of a bucket is read, and what it is taken for where that cannot be. */
const READ: readonly { name: string; read: (value: never) => unknown; empty: unknown }[] = [
  { name: 'latency', read: (value: Int8Array) => Sketch.decode(value).encode(), empty: new Sketch().encode() },
  { name: 'meters', read: (value?: string[]) => sumsFrom(value ?? []), empty: [] },
  { name: 'base', read: (value?: string | null) => value && aggregateFrom(value), empty: null },
  { name: 'adjusted', read: (value?: string | null) => value && aggregateFrom(value), empty: null },
  ...FIGURES.map((name) => ({ name, read: figure, empty: 0 })),
];

function figure(value: unknown): void {
  if (value !== undefined && value !== null && !Number.isSafeInteger(value)) throw new RangeError('No figure');
}

/** A bucket from its row, whatever a hand may have put there. */
export function storedFrom(row: UsageBucketRow): Stored {
  const unread = READ.filter(({ name, read }) => !canRead(() => read(row[name] as never)));
  const whole = { ...row, ...Object.fromEntries(unread.map(({ name, empty }) => [name, empty])) };
  const bucket = bucketFrom(whole);
  return { bucket, isDamaged: unread.length > 0 || !tellsItsSketch(row, bucket) };
}

/** Whether what stands beside the sketch is what the sketch tells; old buckets have nothing there. */
function tellsItsSketch({ latencyCount, latencyQuantiles }: UsageBucketRow, { whole }: Bucket): boolean {
  if ((latencyQuantiles ?? null) === null) return true;
  const { count, quantiles } = latencyOf(whole.latency);
  const told = count === 0 ? [] : quantiles;
  return latencyCount === count && JSON.stringify(latencyQuantiles) === JSON.stringify(told);
}

function canRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

export const storedByKey = (rows: readonly { bucket: UsageBucketRow }[]): StoredByKey =>
  new Map(rows.map(({ bucket: row }) => storedFrom(row)).map((stored) => [keyOf(stored.bucket), stored]));

/** What a bucket comes to now; of a closed month that is what stands beside its figures. */
export const comesTo = (bucket: Pick<Right, 'whole' | 'adjusted'> | null): Aggregate =>
  bucket ? (bucket.adjusted ?? bucket.whole) : nothing();

/** Those that are not what they are to be. One that is not there, and has nothing to say, is right. */
export const driftsFrom = (stored: StoredByKey, rights: readonly Right[]): Drift[] =>
  rights.flatMap((right) => {
    const there = stored.get(keyOf(right)) ?? null;
    const bucket = there?.bucket ?? null;
    const isRight = !there?.isDamaged && aggregateText(comesTo(bucket)) === aggregateText(comesTo(right));
    return isRight ? [] : [{ stored: bucket, right: restored(bucket, right) }];
  });

/** A month's closed figures are put right themselves while nothing has come since: what stands beside them is of what came. */
const restored = (stored: Bucket | null, right: Right): Right =>
  stored?.closedAt && !stored.adjusted ? { ...right, whole: comesTo(right), adjusted: null } : right;

/** The figures in which two differ. */
export function movedBetween(before: Aggregate, after: Aggregate): Moved[] {
  const figures = FIGURES.map((figure) => ({ figure, before: before.figures[figure], after: after.figures[figure] }));
  const moved: Moved[] = figures.filter((one) => one.before !== one.after);
  if (Buffer.compare(bytesOf(before), bytesOf(after)) !== 0) {
    moved.push({ figure: 'latency', before: before.latency.count, after: after.latency.count });
  }
  for (const name of [...new Set([...before.meters.keys(), ...after.meters.keys()])].sort()) {
    const [old, fresh] = [before.meters.get(name), after.meters.get(name)];
    if (old?.encode() === fresh?.encode()) continue;
    const [counted, counts] = [old?.whole().events ?? 0, fresh?.whole().events ?? 0];
    moved.push({ figure: `meter ${name}`, before: counted, after: counts });
  }
  return moved;
}

const bytesOf = ({ latency }: Aggregate) => Buffer.from(latency.encode());

/** The SHA-256 of what rows of buckets say, whatever their order, with how often they were written. */
export const rowsDigest = (rows: readonly UsageBucketRow[]): string =>
  textDigest(
    JSON.stringify(
      rows
        .map(({ agreed: _, latency, ...row }) => JSON.stringify([Object.entries(row).sort(), [...(latency ?? [])]]))
        .sort(),
    ),
  );
