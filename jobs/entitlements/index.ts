import { onBillingEvent } from './on-billing-event.job.js';
import { settleQuotasJob, settleQuotasSchedule } from './settle-quotas.job.js';
import { tellAllQuotasJob, tellAllQuotasSchedule, tellQuotasJob } from './tell-quotas.job.js';
import { termsClock, termsClockSchedule } from './terms-clock.job.js';

export { billingListener } from './billing-listener.js';
export { quotaNewsCalls } from './quota-news-calls.js';

/** What is said of a tenant's terms and quotas behind its checks, and what follows from payments. */
export const entitlementsJobs = [termsClock, onBillingEvent, tellQuotasJob, tellAllQuotasJob, settleQuotasJob] as const;

/** What comes round by the clock. */
export const entitlementsSchedules = [termsClockSchedule, tellAllQuotasSchedule, settleQuotasSchedule] as const;
