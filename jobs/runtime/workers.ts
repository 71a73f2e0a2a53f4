import { DelayedError, type Job, type Queue, UnrecoverableError, Worker, type WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { within } from '../../src/kernel/within.js';
import { type Enqueue, type JobDefinition, PayloadRefused, parsePayload } from './define-job.js';
import { errorFields, type JobLogger } from './job-logger.js';
import type { JobMetrics } from './job-metrics.js';
import type { Queues } from './queues.js';
import { backoffDelay, DEFAULT_BACKOFF, isStoreAway, PermanentFailure, STORE_AWAY_BACKOFF } from './retry-classes.js';

/** What the workers of a process share. */
export interface WorkerSetting<Deps> {
  readonly queues: Queues;
  readonly consumer: Redis;
  readonly jobs: readonly JobDefinition<object, Deps>[];
  readonly deps: Deps;
  readonly enqueue: Enqueue;
  readonly logger: JobLogger;
  readonly metrics: JobMetrics;
}

/** A worker for one queue, already running up to `concurrency` jobs at a time. */
export function startWorker<Deps>(setting: WorkerSetting<Deps>, queue: string, concurrency: number): JobWorker {
  const { logger, metrics } = setting;
  const definitions = new Map(setting.jobs.filter((job) => job.queue === queue).map((job) => [job.name, job]));
  const worker = new JobWorker(queue, processorOf(setting, definitions), {
    ...workerOptions(setting, definitions),
    concurrency,
  });
  worker.on('completed', (job) => metrics.attempt(queue, job.name, 'completed', secondsOf(job)));
  worker.on('failed', (job, error) => job && onFailed(setting, queue, job, error));
  worker.on('stalled', (jobId) => {
    metrics.stalled(queue);
    logger.warn({ queue, jobId }, 'a worker went away while it ran this job; it will run again');
  });
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'the lock of this job was lost');
  });
  // Lost connections are reported where they are opened; what else comes here is worth one line, never a crash.
  worker.on('error', (error) => logger.debug({ queue, ...errorFields(error) }, 'worker error'));
  return worker;
}

/**
 * Waits for running jobs, at most `graceMs`; then lets go of them. Gives false when some had not finished. A worker
 * without jobs that cannot end in order, since Redis is away, is not waited for beyond `IDLE_CLOSE_MS`.
 */
export async function stopWorker(worker: JobWorker, graceMs: number): Promise<boolean> {
  const closed = worker.close();
  const late = () => new Error(`${worker.name} did not close in time`);
  const first = Math.min(graceMs, IDLE_CLOSE_MS);
  for (const ms of [first, graceMs - first]) {
    const isClosed = await within(ms, closed, late).then(
      () => true,
      () => false,
    );
    if (isClosed) return true;
    if (worker.runningJobs() === 0) break;
  }
  const isIdle = worker.runningJobs() === 0;
  await worker.letGo();
  return isIdle;
}

const IDLE_CLOSE_MS = 2_000;

/** A worker that can leave the jobs it runs to others. */
export class JobWorker extends Worker {
  runningJobs(): number {
    return this.lockManager.getActiveJobCount();
  }

  /** Ends lock renewal and connections: locks run out, and another worker takes the jobs. */
  async letGo(): Promise<void> {
    this.cancelAllJobs('shutting down');
    // Stops the timer that looks for stalled jobs, which would hold the process for one more interval.
    await this.pause(true);
    await this.lockManager.close();
    await this.backend.close(true);
  }
}

type Definitions<Deps> = ReadonlyMap<string, JobDefinition<object, Deps>>;

function workerOptions<Deps>(setting: WorkerSetting<Deps>, definitions: Definitions<Deps>): WorkerOptions {
  const { limits, keyPrefix } = setting.queues;
  return {
    connection: setting.consumer,
    prefix: keyPrefix,
    lockDuration: limits.lockMs,
    stalledInterval: limits.stalledCheckMs,
    maxStalledCount: limits.maxStalls,
    // After a lost connection, ask again this soon (BullMQ's own 15 s would outlast most restarts of Redis).
    runRetryDelay: 1_000,
    settings: {
      backoffStrategy: (attempt, _type, _error, job) =>
        backoffDelay(definitions.get(job?.name ?? '')?.backoff ?? DEFAULT_BACKOFF, attempt),
    },
  };
}

function processorOf<Deps>(setting: WorkerSetting<Deps>, definitions: Definitions<Deps>) {
  const { deps, logger, enqueue } = setting;
  const { signal: never } = new AbortController();
  // BullMQ hands over a signal only to a function that declares all three parameters.
  return async (job: Job, token: string | undefined, signal: AbortSignal | undefined): Promise<void> => {
    const definition = definitions.get(job.name);
    // Not permanent: while versions roll, a newer worker may know it.
    if (!definition) throw new Error(`this version knows no job named ${job.name}`);
    const attempts = job.opts.attempts ?? definition.attempts;
    const ctx = { deps, logger, enqueue, jobId: job.id ?? '', attempt: job.attemptsMade + 1, attempts };
    try {
      await definition.run(parsePayload(definition, job.data), { ...ctx, signal: signal ?? never });
    } catch (error) {
      if (isStoreAway(error)) return await putOff(setting, job, token, error);
      throw isPermanent(error) ? asUnrecoverable(error) : asError(error);
    }
  };
}

/** The job waits for the store, however long that is away: it is the store that failed, and no attempt is counted. */
async function putOff<Deps>(setting: WorkerSetting<Deps>, job: Job, token: string | undefined, error: Error) {
  const delayMs = backoffDelay(STORE_AWAY_BACKOFF, job.attemptsStarted);
  await job.moveToDelayed(Date.now() + delayMs, token);
  const fields = { queue: job.queueName, job: job.name, jobId: job.id, delayMs, ...errorFields(error) };
  setting.logger.warn(fields, 'a job is put off: the store is not in reach');
  setting.metrics.attempt(job.queueName, job.name, 'retried', secondsOf(job));
  throw new DelayedError();
}

const isPermanent = (error: unknown): error is Error =>
  error instanceof PermanentFailure || error instanceof PayloadRefused;

const asUnrecoverable = (error: Error): Error =>
  Object.assign(new UnrecoverableError(error.message), { stack: error.stack });

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function onFailed<Deps>(setting: WorkerSetting<Deps>, queue: string, job: Job, error: Error): void {
  const { logger, metrics } = setting;
  const fields = { queue, job: job.name, jobId: job.id, attempt: job.attemptsMade, ...errorFields(error) };
  const dead = job.finishedOn !== undefined && job.finishedOn !== null;
  metrics.attempt(queue, job.name, dead ? 'dead' : 'retried', secondsOf(job));
  if (!dead) {
    logger.warn(fields, 'a job failed and will be tried again');
    return;
  }
  logger.error(fields, 'a job failed for good and is a dead letter now');
  dropOldest(setting, queue).catch((cause) =>
    logger.warn({ queue, ...errorFields(cause) }, 'dead letters could not be trimmed'),
  );
}

/** Dead letters dropped at a time; more are excess only after the bound was lowered. */
const DROPPED_AT_ONCE = 100;

/** The last trimming of each queue: in one process they go one after the other, so that each letter is told of once. */
const trimming = new WeakMap<Queue, Promise<void>>();

/**
 * Keeps dead letters within bounds; says which ones go, before they go. They are those behind the newest that are kept, in one
 * read: counted first and listed then, letters that somebody else drops in between would let newer ones go.
 */
function dropOldest<Deps>({ queues, logger, metrics }: WorkerSetting<Deps>, name: string): Promise<void> {
  const queue = queues.queue(name);
  const { keptDeadLetters: kept } = queues.limits;
  const trim = async () => {
    const excess = await queue.getJobs(['failed'], kept, kept + DROPPED_AT_ONCE - 1, false);
    for (const job of excess.reverse()) {
      const fields = { queue: name, job: job.name, jobId: job.id };
      logger.error(fields, 'the oldest dead letter is dropped: too many are kept');
      await job.remove();
      metrics.dropped(name);
    }
  };
  const mine = (trimming.get(queue) ?? Promise.resolve()).then(trim);
  trimming.set(
    queue,
    mine.catch(() => undefined),
  );
  return mine;
}

const secondsOf = (job: Job): number => Math.max(0, Date.now() - (job.processedOn ?? Date.now())) / 1_000;
