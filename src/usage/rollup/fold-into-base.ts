import { bucketsListOfQuarters, bucketsWrite } from '../../../cypher/generated/usage.js';
import type { MeasuredEventRow } from '../../../cypher/rows.js';
import type { Instant } from '../../kernel/values/instants.js';
import { quarterOf, quartersOf } from '../../kernel/values/quarter-hours.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { bucketFrom, bucketWrite, keyOf } from './bucket.js';
import { merged, nothing } from './figures.js';
import { Meters } from './measured-by.js';
import { tallied } from './read-events.js';

/**
 * Keeps in the base of their quarter hours what events come to that leave in the same transaction, behind the lock of the roll-up. Figures stay:
 * what comes later is added to the base, and an event that was never summed up still has its mark. Of the peak, the whole quarter
 * hour's is kept: seconds cannot be told apart any more.
 */
export async function foldIntoBase(
  step: Pick<WriteStep, 'read' | 'write'>,
  leaving: readonly MeasuredEventRow[],
): Promise<void> {
  const starts = quartersOf(leaving.map(({ occurredAt }) => occurredAt));
  const [rows, meters] = await Promise.all([
    step.read(bucketsListOfQuarters, { starts }),
    Meters.since((statement, params) => step.read(statement, params), starts[0] ?? ''),
  ]);
  const stored = new Map(rows.map((row) => bucketFrom(row.bucket)).map((bucket) => [keyOf(bucket), bucket]));
  const buckets = [...tallied(starts, leaving, meters)].flatMap(([start, byWorkspace]) =>
    [...byWorkspace].map(([workspaceId, gone]) => {
      const key = { workspaceId, grain: 'quarter' as const, start };
      const before = stored.get(keyOf(key));
      const whole = before?.whole ?? nothing();
      const base = merged(before?.base ? [before.base, gone] : [gone]);
      base.figures.peakPerSecond = Math.max(base.figures.peakPerSecond, whole.figures.peakPerSecond);
      return bucketWrite({ ...key, ...quarterRest(start), whole, base });
    }),
  );
  // The tenant's own is among them: its version tells a roll-up under way that it was overtaken.
  if (buckets.length > 0) step.write(bucketsWrite, { buckets });
}

const quarterRest = (start: Instant) => ({
  ...{ end: quarterOf(start).end, openUntil: null, closedAt: null, adjusted: null },
});
