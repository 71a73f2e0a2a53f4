import { compactPayloadsJob, compactPayloadsSchedule } from './compact-payloads.job.js';

export { feedChannel, feedListener } from './feed.js';

/** What is done for receipts behind their backs. */
export const evidenceJobs = [compactPayloadsJob] as const;

/** What comes round by the clock. */
export const evidenceSchedules = [compactPayloadsSchedule] as const;
