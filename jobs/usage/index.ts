import { reconcileUsageJob, reconcileUsageSchedule } from './reconcile-usage.job.js';
import { removeExpiredJob, removeExpiredSchedule } from './remove-expired.job.js';
import { rollUpUsageJob, rollUpUsageSchedule } from './roll-up-usage.job.js';

/** What is made of events behind their way in. */
export const usageJobs = [rollUpUsageJob, reconcileUsageJob, removeExpiredJob] as const;

/** What comes round by the clock. */
export const usageSchedules = [rollUpUsageSchedule, reconcileUsageSchedule, removeExpiredSchedule] as const;
