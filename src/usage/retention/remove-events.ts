import {
  eventsExpiredLock,
  eventsStrip,
  quartersFindMarked,
  receiptsFindUnsealed,
  removedUntilMark,
  retentionLockWithRollUp,
} from '../../../cypher/generated/usage.js';
import type { ExpiredEventRow } from '../../../cypher/rows.js';
import { holdOn } from '../../evidence/index.js';
import type { Runtime } from '../../kernel/runtime.js';
import { quarterOf, quartersOf } from '../../kernel/values/quarter-hours.js';
import type { RetentionClass } from '../catalogue.js';
import { foldIntoBase } from '../rollup/fold-into-base.js';
import { type ExpiredPlace, MOST_REMOVED, type Removed, type Removing, removedOf, removing } from './removal.js';
import type { RetentionRule } from './rules.js';
import { chainOf, sealedBatches } from './sealed-batches.js';

/** Chains of what sums up, and the steps that say what it came to. */
const ROLL_UPS = { chains: 'batch:roll-up:', steps: ['ROLL_UP_USAGE', 'CLOSE_USAGE_MONTH', 'ADJUST_USAGE_MONTH'] };
const VOIDS = { chains: 'batch:', steps: ['VOID_EVENTS'] };

/**
 * Removes the oldest events of a class that came in before the rule's instant, in one transaction with what they come to: their sums stay, in
 * the base of their quarter hours, and what they are known by, so that one that is sent again is still a duplicate, or void. What is not
 * summed up, not in the log or held is passed over, and comes round again in another run.
 */
export const removeEvents = (
  runtime: Pick<Runtime, 'graph' | 'clock'>,
  tenantId: string,
  { retention, rule, after }: { retention: RetentionClass; rule: RetentionRule; after: ExpiredPlace },
): Promise<Removed> =>
  removing(runtime, tenantId, retentionLockWithRollUp, async (step) => {
    // Behind the lock of the roll-up no further one can come.
    const [unsealed] = await step.read(receiptsFindUnsealed, ROLL_UPS);
    if (unsealed) return { state: 'waiting', removed: 0 };
    const page = { retention, until: rule.until, ...after, most: MOST_REMOVED };
    const expired = await step.read(eventsExpiredLock, page);
    const leaving = await whatMayLeave(step, expired);
    if (leaving.length > 0) {
      await foldIntoBase(step, leaving);
      step.write(eventsStrip, { ids: leaving.map(({ id }) => id), at: step.now });
      step.count(rule, leaving.length);
      if (retention === 'catalogued') step.write(removedUntilMark, { until: rule.until });
    }
    return removedOf(expired, leaving.length);
  });

async function whatMayLeave(step: Removing, expired: readonly ExpiredEventRow[]): Promise<ExpiredEventRow[]> {
  if (expired.length === 0) return [];
  const { holds } = step.locked;
  const starts = quartersOf(expired.map(({ occurredAt }) => occurredAt));
  const [marked, sealed, voids] = await Promise.all([
    step.read(quartersFindMarked, { starts }),
    sealedBatches(step, expired),
    expired.some(({ voidedAt }) => voidedAt !== null) ? step.read(receiptsFindUnsealed, VOIDS) : [],
  ]);
  const unsummed = new Set(marked.map(({ start }) => start));
  return expired.filter(
    ({ occurredAt, batchId, userId, voidedAt }) =>
      !unsummed.has(quarterOf(occurredAt).start) &&
      (batchId === null || sealed.has(batchId)) &&
      (voidedAt === null || voids.length === 0) &&
      holdOn(holds, { workflowId: chainOf(batchId), people: [userId] }) === null,
  );
}
