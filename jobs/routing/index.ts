import { onLeadIngested } from './on-lead-ingested.job.js';
import { onLeadPooled } from './on-lead-pooled.job.js';
import { slaSweep, slaSweepSchedule } from './sla-sweep.job.js';

export { leadListener } from './lead-listener.js';

/** What routes leads, and what keeps their deadlines. */
export const routingJobs = [onLeadIngested, onLeadPooled, slaSweep] as const;

/** What comes round by the clock. */
export const routingSchedules = [slaSweepSchedule] as const;
