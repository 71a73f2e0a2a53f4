import type { Redis } from 'ioredis';
import { type DeadLetters, deadLettersOf } from './dead-letters.js';
import type { JobDefinition } from './define-job.js';
import { errorFields } from './job-logger.js';
import { type JobMetrics, NO_METRICS } from './job-metrics.js';
import { type JobProducer, producerOver } from './producer.js';
import { bringBack } from './put-off.js';
import { openQueues, type Queues, type QueuesOptions } from './queues.js';
import { assertRedisIsFit } from './redis-checks.js';
import { closeConnection, openConsumer } from './redis-connections.js';
import { type JobSchedule, putSchedules } from './schedules.js';
import { type JobWorker, startWorker, stopWorker } from './workers.js';

/** What a worker process hands over. */
export interface JobRuntimeOptions<Deps> extends QueuesOptions {
  readonly jobs: readonly JobDefinition<object, Deps>[];
  /** Given to every job as `ctx.deps`. */
  readonly deps: Deps;
  /** Jobs at a time: for every queue, or by queue name (10 where none is named). */
  readonly concurrency?: number | Readonly<Record<string, number>>;
  readonly metrics?: JobMetrics;
}

/** Queues and runs jobs. */
export interface JobRuntime extends JobProducer {
  readonly deadLetters: DeadLetters;
  /** Throws `RedisUnfit` when this Redis could lose jobs, `QueueUnreachable` when it does not answer. */
  startWorkers(): Promise<void>;
  /** Declares all schedules of this runtime's queues; those that are not named end. Safe at every start. */
  schedule(schedules: readonly JobSchedule[]): Promise<void>;
  /** How many jobs wait or run at this moment; delayed ones do not count. */
  pending(): Promise<number>;
  /** Takes no more jobs, waits up to `limits.graceMs` for those that run, and disconnects. Waiting jobs stay queued. */
  close(): Promise<void>;
}

const DEFAULT_CONCURRENCY = 10;

/** A runtime over the given jobs. No worker runs, and Redis need not be there, until `startWorkers`. */
export function createJobRuntime<Deps>(options: JobRuntimeOptions<Deps>): JobRuntime {
  assertNamesDiffer(options.jobs);
  const queues = openQueues(options);
  const producer = producerOver(queues);
  const names = queueNames(options.jobs);
  let running: { consumer: Redis; workers: JobWorker[]; putOffCheck: NodeJS.Timeout } | null = null;
  let declared: readonly JobSchedule[] = [];
  let closing: Promise<void> | null = null;

  async function startWorkers(): Promise<void> {
    if (closing || running) throw new Error('workers are started once, before the runtime is closed');
    await queues.bounded('reading its settings', () => assertRedisIsFit(queues.redis));
    const consumer = openConsumer(options);
    const setting = { ...options, metrics: options.metrics ?? NO_METRICS, enqueue: producer.enqueue, queues, consumer };
    const workers = names.map((name) => startWorker(setting, name, concurrencyOf(options.concurrency, name)));
    const look = () => void lookForPutOff(queues, options, declared);
    const putOffCheck = setInterval(look, queues.limits.putOffCheckMs).unref();
    running = { consumer, workers, putOffCheck };
    await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  }

  async function shutDown(): Promise<void> {
    if (running) {
      const { consumer, workers, putOffCheck } = running;
      clearInterval(putOffCheck);
      const { graceMs } = queues.limits;
      const inTime = await Promise.all(workers.map((worker) => stopWorker(worker, graceMs)));
      if (inTime.includes(false)) {
        options.logger.warn({ graceMs }, 'jobs that did not finish in time will run again on another worker');
      }
      await closeConnection(consumer);
    }
    await queues.close();
  }

  return {
    ...producer,
    deadLetters: deadLettersOf(queues, names),
    startWorkers,
    schedule: async (schedules) => {
      await putSchedules(queues, names, schedules);
      declared = schedules;
    },
    pending: () => queues.bounded('counting jobs', () => countPending(queues, names)),
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
}

async function lookForPutOff<Deps>(
  queues: Queues,
  { jobs, logger }: JobRuntimeOptions<Deps>,
  schedules: readonly JobSchedule[],
): Promise<void> {
  try {
    const ids = await bringBack(queues, jobs, schedules);
    if (ids.length > 0) logger.warn({ ids }, 'a wrong clock had put these off; they are due now');
  } catch (error) {
    logger.warn(errorFields(error), 'what a wrong clock put off could not be looked for; it is tried again');
  }
}

async function countPending(queues: Queues, names: readonly string[]): Promise<number> {
  const counts = await Promise.all(
    names.map((name) => queues.queue(name).getJobCountByTypes('waiting', 'active', 'prioritized')),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The queues that these jobs use, each once. */
export const queueNames = (jobs: readonly { queue: string }[]): string[] => [...new Set(jobs.map((job) => job.queue))];

function concurrencyOf(concurrency: JobRuntimeOptions<unknown>['concurrency'], queue: string): number {
  if (typeof concurrency === 'number') return concurrency;
  return concurrency?.[queue] ?? DEFAULT_CONCURRENCY;
}

function assertNamesDiffer(jobs: readonly { name: string; queue: string }[]): void {
  const seen = new Set<string>();
  for (const { name, queue } of jobs) {
    const key = `${queue}/${name}`;
    if (seen.has(key)) throw new Error(`two jobs are named ${name} on queue ${queue}`);
    seen.add(key);
  }
}
