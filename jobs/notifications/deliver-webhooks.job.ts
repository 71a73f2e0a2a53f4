import { z } from 'zod';
import { newId } from '../../src/kernel/values/ids.js';
import {
  type DueWebhook,
  deliverWebhooks,
  dueWebhooks,
  type NotificationsRuntime,
} from '../../src/notifications/index.js';
import { defineJob, defineSchedule, type Enqueue, type JobContext, type JobEntry, jobIdOf } from '../runtime/index.js';

/** Apart from everything else: a job here waits for other people's machines. */
export const WEBHOOK_QUEUE = 'webhooks';
const SWEEP_QUEUE = 'webhook-sweep';
const SWEEP_EVERY_MS = 10_000;

/** Tells one endpoint of what it has not taken yet. What that is stands in the graph, never in the job. */
export const deliverWebhooksJob = defineJob({
  name: 'deliver-webhooks',
  queue: WEBHOOK_QUEUE,
  payload: z.object({ tenantId: z.string().min(1), endpointId: z.string().min(1) }),
  async run(due, { deps, enqueue, signal }: JobContext<NotificationsRuntime>) {
    const { isBehind } = await deliverWebhooks(deps, due, signal);
    if (isBehind) await enqueueOne(enqueue, due);
  },
});

/** One more run, behind those that wait already. */
const enqueueOne = (enqueue: Enqueue, due: DueWebhook) => {
  const { payload, jobId } = webhookEntry(due, newId());
  return enqueue(deliverWebhooksJob, payload, { jobId });
};

/** The job that tells an endpoint; `cause` tells one from another. */
export const webhookEntry = (due: DueWebhook, cause: string): JobEntry<DueWebhook> => ({
  payload: due,
  jobId: jobIdOf(`${deliverWebhooksJob.name}_${due.endpointId}`, cause),
});

/** Finds endpoints whose next try is due, or whose job was lost. */
export const webhookSweep = defineJob({
  name: 'webhook-sweep',
  queue: SWEEP_QUEUE,
  payload: z.object({}),
  async run(_, { deps, enqueue }: JobContext<NotificationsRuntime>) {
    for (const due of await dueWebhooks(deps)) await enqueueOne(enqueue, due);
  },
});

/** Every ten seconds: retries come that much late at most. */
export const webhookSweepSchedule = defineSchedule({
  id: 'webhook-sweep',
  job: webhookSweep,
  payload: {},
  due: { everyMs: SWEEP_EVERY_MS },
});
