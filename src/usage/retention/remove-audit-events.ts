import { auditEventsExpiredLock, auditEventsStrip } from '../../../cypher/generated/evidence.js';
import { retentionLock } from '../../../cypher/generated/usage.js';
import { holdOn } from '../../evidence/index.js';
import type { Runtime } from '../../kernel/runtime.js';
import { type ExpiredPlace, MOST_REMOVED, type Removed, removedOf, removing } from './removal.js';
import type { RetentionRule } from './rules.js';
import { chainOf, sealedBatches } from './sealed-batches.js';

/**
 * Removes the oldest audit events that other programs reported before the rule's instant, with their details: what they are known by stays,
 * and what the digest of their batch is made of, so that its receipt still holds.
 */
export const removeAuditEvents = (
  runtime: Pick<Runtime, 'graph' | 'clock'>,
  tenantId: string,
  { rule, after }: { rule: RetentionRule; after: ExpiredPlace },
): Promise<Removed> =>
  removing(runtime, tenantId, retentionLock, async (step) => {
    const expired = await step.read(auditEventsExpiredLock, { until: rule.until, ...after, most: MOST_REMOVED });
    const sealed = await sealedBatches(step, expired);
    const { holds } = step.locked;
    const leaving = expired.filter(
      ({ batchId, actorId, entityId, about }) =>
        sealed.has(batchId) &&
        holdOn(holds, { workflowId: chainOf(batchId), people: [actorId, entityId, ...about] }) === null,
    );
    if (leaving.length > 0) {
      step.write(auditEventsStrip, { ids: leaving.map(({ id }) => id), at: step.now });
      step.count(rule, leaving.length);
    }
    return removedOf(expired, leaving.length);
  });
