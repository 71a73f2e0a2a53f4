import { z } from 'zod';
import type { Clock } from '../../src/kernel/clock.js';
import { epochMs, type Instant } from '../../src/kernel/values/instants.js';
import { type RoutingRuntime, sweepAllTenants, sweepTenant } from '../../src/routing/index.js';
import { defineJob, defineSchedule, type Enqueue, type JobContext } from '../runtime/index.js';

/** Apart from routing, so that a flood of leads holds no deadline up. */
const SLA_QUEUE = 'sla';
const MINUTE_MS = 60_000;

/** Acts on deadlines that have passed: of one tenant, or (a null tenant) of all. What is overdue is read from the graph, never from the job. */
export const slaSweep = defineJob({
  name: 'sla-sweep',
  queue: SLA_QUEUE,
  payload: z.object({ tenantId: z.string().min(1).nullable() }),
  async run({ tenantId }, { deps }: JobContext<RoutingRuntime>) {
    if (tenantId === null) await sweepAllTenants(deps);
    else await sweepTenant(deps, tenantId);
  },
});

/** Every minute for all tenants: this alone keeps every deadline, late by a minute at most. */
export const slaSweepSchedule = defineSchedule({
  id: 'sla-sweep',
  job: slaSweep,
  payload: { tenantId: null },
  due: { everyMs: MINUTE_MS },
});

/** Wakes the sweep when a deadline passes, so that it is acted on within a second; one job a tenant and second. */
export async function wakeSweepAt(enqueue: Enqueue, clock: Clock, tenantId: string, dueAt: Instant): Promise<void> {
  const second = Math.ceil(epochMs(dueAt) / 1000);
  const delayMs = Math.max(0, second * 1000 - clock.now());
  await enqueue(slaSweep, { tenantId }, { jobId: `sla-sweep_${tenantId}_${second}`, delayMs });
}
