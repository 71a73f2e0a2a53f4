import { deadlineSweep, deadlineSweepSchedule } from './deadline-sweep.job.js';

/** What keeps the deadlines of the deal desk. */
export const dealDeskJobs = [deadlineSweep] as const;

/** What comes round by the clock. */
export const dealDeskSchedules = [deadlineSweepSchedule] as const;
