export { tenancyJobs, tenancySchedules } from './config-clock.job.js';
