import { onBillingEvent } from './on-billing-event.job.js';
import { termsClock, termsClockSchedule } from './terms-clock.job.js';

export { billingListener } from './billing-listener.js';

/** What is said of a tenant's terms behind its checks, and what follows from payments. */
export const entitlementsJobs = [termsClock, onBillingEvent] as const;

/** What comes round by the clock. */
export const entitlementsSchedules = [termsClockSchedule] as const;
