import { routingJobs, routingSchedules } from '../jobs/routing/index.js';
import {
  createJobRuntime,
  type JobDefinition,
  type JobMetrics,
  type JobRuntime,
  type JobSchedule,
} from '../jobs/runtime/index.js';
import type { Composition } from './compose.js';

/** Every slice's jobs; a new job is one line here. */
export const JOBS: readonly JobDefinition<object, Composition>[] = [...routingJobs];

const SCHEDULES: JobSchedule[] = [...routingSchedules];

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
    metrics,
    deps: composition,
    logger: log,
  });
  return { runtime, schedules: SCHEDULES };
}
