import { systemCaller } from '../../src/kernel/caller.js';
import { drainPool, leadsByIds, type RoutingRuntime } from '../../src/routing/index.js';
import { defineJob, type JobContext } from '../runtime/index.js';
import { leadPayload, ROUTING_QUEUE } from './lead-payload.js';
import { wakeSweepAt } from './sla-sweep.job.js';

/**
 * A lead was routed: if it waits for a pool's turn, the pool is drained. Running twice finds nobody waiting, so no key is claimed; of many
 * jobs about one pool the first does the work.
 */
export const onLeadPooled = defineJob({
  name: 'on-lead-pooled',
  queue: ROUTING_QUEUE,
  payload: leadPayload,
  async run({ tenantId, leadId }, { deps, enqueue }: JobContext<RoutingRuntime>) {
    const [lead] = await leadsByIds(deps, tenantId, [leadId]);
    if (!lead?.waitingIn) return;
    const drained = await drainPool(deps, systemCaller(tenantId, 'on-lead-pooled'), { pool: lead.waitingIn });
    if (drained.__typename === 'PoolDrained' && drained.nextDueAt) {
      await wakeSweepAt(enqueue, deps.clock, tenantId, drained.nextDueAt);
    }
  },
});
