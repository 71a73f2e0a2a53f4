import { deliverWebhooksJob, WEBHOOK_QUEUE, webhookSweep, webhookSweepSchedule } from './deliver-webhooks.job.js';
import { mailApproverJob, mailApprovers } from './mail-approvers.job.js';

export { mailListener } from './mail-listener.js';
export { webhookListener } from './webhook-listener.js';

/** What tells people and programs outside. */
export const notificationJobs = [deliverWebhooksJob, webhookSweep, mailApprovers, mailApproverJob] as const;

/** What comes round by the clock. */
export const notificationSchedules = [webhookSweepSchedule] as const;

/** Jobs at a time: these wait for other people's machines and cost next to nothing meanwhile. */
export const notificationConcurrency = { [WEBHOOK_QUEUE]: 50 } as const;
