import { eventIdentitiesDelete, retentionLock } from '../../../cypher/generated/usage.js';
import type { Runtime } from '../../kernel/runtime.js';
import { FROM_THE_FIRST, MOST_REMOVED, type Removed, removing } from './removal.js';
import type { RetentionRule } from './rules.js';

/** Ends what is left of metered events that happened so long ago that they would not be taken again, the oldest first. */
export const forgetIdentities = (
  runtime: Pick<Runtime, 'graph' | 'clock'>,
  tenantId: string,
  { rule }: { rule: RetentionRule },
): Promise<Removed> =>
  removing(runtime, tenantId, retentionLock, async (step) => {
    const [ended] = await step.read(eventIdentitiesDelete, { before: rule.until, most: MOST_REMOVED });
    const removed = ended?.deleted ?? 0;
    if (removed > 0) step.count(rule, removed);
    return removed < MOST_REMOVED ? { state: 'done', removed } : { state: 'more', removed, next: FROM_THE_FIRST };
  });
