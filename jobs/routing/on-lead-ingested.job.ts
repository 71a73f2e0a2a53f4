import { systemCaller } from '../../src/kernel/caller.js';
import { type RoutingRuntime, routeLead } from '../../src/routing/index.js';
import { defineJob, type JobContext } from '../runtime/index.js';
import { leadPayload, ROUTING_QUEUE } from './lead-payload.js';
import { wakeSweepAt } from './sla-sweep.job.js';

/** A lead came in: routes it, once per receipt. */
export const onLeadIngested = defineJob({
  name: 'on-lead-ingested',
  queue: ROUTING_QUEUE,
  payload: leadPayload,
  async run({ tenantId, receiptId, leadId }, { deps, enqueue }: JobContext<RoutingRuntime>) {
    const routed = await routeLead(deps, systemCaller(tenantId, 'on-lead-ingested'), { leadId, receiptId });
    if (routed.__typename === 'LeadRouted' && routed.dueAt)
      await wakeSweepAt(enqueue, deps.clock, tenantId, routed.dueAt);
  },
});
