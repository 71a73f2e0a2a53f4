import { z } from 'zod';
import { isReconciliationDue, type ReconcilingRuntime, reconcileAllUsage } from '../../src/usage/index.js';
import { defineJob, defineSchedule, type JobContext } from '../runtime/index.js';

/** Reconciles every tenant whose night has come: two o'clock in its own zone. Which ones is read from the graph, never from the job. */
export const reconcileUsageJob = defineJob({
  name: 'reconcile-usage',
  queue: 'usage-reconciliation',
  payload: z.object({}),
  async run(_, { deps }: JobContext<ReconcilingRuntime>) {
    await reconcileAllUsage(deps, (tenantId) => isReconciliationDue(deps, tenantId));
  },
});

/** Every quarter hour, since nights of some zones begin at one. Who was missed while no worker was up is due until it was done. */
export const reconcileUsageSchedule = defineSchedule({
  id: reconcileUsageJob.name,
  job: reconcileUsageJob,
  payload: {},
  due: { pattern: '*/15 * * * *', zone: 'UTC' },
});
