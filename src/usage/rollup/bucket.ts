import type { UsageBucketRow, UsageBucketWrite } from '../../../cypher/rows.js';
import { canonicalText, textDigest } from '../../evidence/index.js';
import type { Instant } from '../../kernel/values/instants.js';
import { type Aggregate, FIGURES, type Figures, noFigures } from './figures.js';
import { latencyOf } from './latency.js';
import { sumsFrom, sumTexts } from './meter-sum.js';
import { Sketch } from './sketch.js';
import type { Grain } from './windows.js';

/** What a bucket is known by; '' is everything of the tenant. */
export interface BucketKey {
  workspaceId: string;
  grain: Grain;
  start: Instant;
}

/** The sums of a workspace and window. */
export interface Bucket extends BucketKey {
  end: Instant;
  whole: Aggregate;
  /** Of a quarter hour: what was put together of events that are gone, and of denials. */
  base: Aggregate | null;
  /** Of a month: until when it is open; null once it is closed, and of other grains. */
  openUntil: Instant | null;
  closedAt: Instant | null;
  /** Of a closed month: what it would be with all that came since. */
  adjusted: Aggregate | null;
  version: number;
}

export const keyOf = ({ workspaceId, grain, start }: BucketKey): string => JSON.stringify([workspaceId, grain, start]);

/** An aggregate as text: the same for the same figures. */
export const aggregateText = ({ figures, latency, meters }: Aggregate): string =>
  canonicalText({ figures, latency: Buffer.from(latency.encode()).toString('base64'), meters: sumTexts(meters) });

/** An aggregate from its text. */
export function aggregateFrom(text: string): Aggregate {
  const { figures, latency, meters } = JSON.parse(text) as { figures: Figures; latency: string; meters?: string[] };
  return {
    figures: { ...noFigures(), ...figures },
    latency: Sketch.decode(Int8Array.from(Buffer.from(latency, 'base64'))),
    meters: sumsFrom(meters ?? []),
  };
}

const orNull = (text: unknown): Aggregate | null => (typeof text === 'string' ? aggregateFrom(text) : null);
const instantOrNull = (value: unknown): Instant | null => (typeof value === 'string' ? value : null);

/** A bucket as it is stored. */
export function bucketFrom(row: UsageBucketRow): Bucket {
  const figures = noFigures();
  for (const name of FIGURES) figures[name] = (row[name] as number | undefined) ?? 0;
  const { workspaceId, start, end, version } = row;
  return {
    ...{ workspaceId, grain: row.grain as Grain, start, end, version },
    whole: { figures, latency: Sketch.decode(row.latency), meters: sumsFrom(row.meters ?? []) },
    base: orNull(row.base),
    openUntil: instantOrNull(row.openUntil),
    closedAt: instantOrNull(row.closedAt),
    adjusted: orNull(row.adjusted),
  };
}

/** A bucket as it is written: with what its sketch tells, so that who reads figures reads no sketch. */
export function bucketWrite(bucket: Omit<Bucket, 'version'>): UsageBucketWrite {
  const { workspaceId, grain, start, end, whole, base, openUntil, closedAt, adjusted } = bucket;
  const { count, quantiles } = latencyOf(whole.latency);
  return {
    ...{ workspaceId, grain, start },
    properties: {
      ...{ end, openUntil, closedAt },
      ...whole.figures,
      latency: whole.latency.encode(),
      latencyCount: count,
      latencyQuantiles: count === 0 ? [] : quantiles,
      meters: sumTexts(whole.meters),
      base: base && aggregateText(base),
      adjusted: adjusted && aggregateText(adjusted),
    },
  };
}

/** The SHA-256 of what buckets say, whatever their order. */
export const bucketsDigest = (buckets: readonly Omit<Bucket, 'version'>[]): string =>
  textDigest(
    canonicalText(
      buckets
        .map(({ workspaceId, grain, start, whole, adjusted }) => [
          ...[workspaceId, grain, start, aggregateText(whole)],
          adjusted && aggregateText(adjusted),
        ])
        .sort(),
    ),
  );
