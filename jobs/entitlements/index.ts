import { termsClock, termsClockSchedule } from './terms-clock.job.js';

/** What is said of a tenant's terms behind its checks. */
export const entitlementsJobs = [termsClock] as const;

/** What comes round by the clock. */
export const entitlementsSchedules = [termsClockSchedule] as const;
