import { dealDeskJobs, dealDeskSchedules } from '../jobs/dealdesk/index.js';
import { entitlementsJobs, entitlementsSchedules } from '../jobs/entitlements/index.js';
import { evidenceJobs, evidenceSchedules } from '../jobs/evidence/index.js';
import { notificationConcurrency, notificationJobs, notificationSchedules } from '../jobs/notifications/index.js';
import { routingJobs, routingSchedules } from '../jobs/routing/index.js';
import {
  createJobRuntime,
  type JobDefinition,
  type JobMetrics,
  type JobRuntime,
  type JobSchedule,
} from '../jobs/runtime/index.js';
import { tenancyJobs, tenancySchedules } from '../jobs/tenancy/index.js';
import { usageJobs, usageSchedules } from '../jobs/usage/index.js';
import type { Composition } from './compose.js';

/** Every slice's jobs; a new job is one line here. */
export const JOBS: readonly JobDefinition<object, Composition>[] = [
  ...tenancyJobs,
  ...entitlementsJobs,
  ...routingJobs,
  ...dealDeskJobs,
  ...notificationJobs,
  ...usageJobs,
  ...evidenceJobs,
];

const SCHEDULES: JobSchedule[] = [
  ...tenancySchedules,
  ...entitlementsSchedules,
  ...routingSchedules,
  ...dealDeskSchedules,
  ...notificationSchedules,
  ...usageSchedules,
  ...evidenceSchedules,
];

/** The worker over a composition, not started yet. */
export function workerOver(
  composition: Composition,
  { metrics }: { metrics?: JobMetrics } = {},
): { runtime: JobRuntime; schedules: JobSchedule[] } {
  const { config, log } = composition;
  const runtime = createJobRuntime({
    redisUrl: config.redis.url,
    prefix: config.redis.prefix,
    jobs: JOBS,
    concurrency: notificationConcurrency,
    metrics,
    deps: composition,
    logger: log,
  });
  return { runtime, schedules: SCHEDULES };
}
