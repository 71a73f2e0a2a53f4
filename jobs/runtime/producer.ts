import type { JobsOptions, Queue } from 'bullmq';
import { retryDeadLetter } from './dead-letters.js';
import {
  assertJobId,
  type Enqueue,
  type EnqueueOptions,
  type EnqueueOutcome,
  type JobKind,
  parsePayload,
} from './define-job.js';
import { type JobLimits, KEEP_COMPLETED_SECONDS, MAX_PAYLOAD_BYTES } from './limits.js';
import { openQueues, type Queues, type QueuesOptions } from './queues.js';

/** One of many jobs of a kind. */
export interface JobEntry<Payload extends object> extends EnqueueOptions {
  readonly payload: Payload;
}

/** Queues jobs without running any: what the API and the announcer hold. */
export interface JobProducer {
  readonly enqueue: Enqueue;
  /** Many of one kind in two round trips; outcomes in the order given. All payloads are checked before any is queued. */
  enqueueMany<Payload extends object>(
    job: JobKind<Payload>,
    entries: readonly JobEntry<Payload>[],
  ): Promise<EnqueueOutcome[]>;
  close(): Promise<void>;
}

/** A producer with a connection of its own. */
export function createJobProducer(options: QueuesOptions): JobProducer {
  const queues = openQueues(options);
  return { ...producerOver(queues), close: () => queues.close() };
}

/** A producer over queues that someone else closes. */
export function producerOver(queues: Queues): Omit<JobProducer, 'close'> {
  async function enqueueMany<Payload extends object>(
    job: JobKind<Payload>,
    entries: readonly JobEntry<Payload>[],
  ): Promise<EnqueueOutcome[]> {
    const checked = entries.map(({ payload, jobId, delayMs }) => {
      assertJobId(jobId);
      return { payload: parsePayload(job, payload), jobId, delayMs };
    });
    if (checked.length === 0) return [];
    return queues.bounded(`queueing ${job.name}`, () => add(queues, job, checked));
  }

  const enqueue: Enqueue = async (job, payload, options) => {
    const [outcome] = await enqueueMany(job, [{ ...options, payload }]);
    return outcome ?? 'queued';
  };
  return { enqueue, enqueueMany };
}

/** What every job of a kind is queued with. Dead letters are trimmed by the workers, which say what they drop. */
export function jobOptions(job: JobKind<object>, limits: JobLimits): JobsOptions {
  return {
    attempts: job.attempts,
    backoff: { type: 'bounded' },
    removeOnComplete: { age: KEEP_COMPLETED_SECONDS, count: limits.keptCompleted },
    removeOnFail: false,
    stackTraceLimit: 1,
    sizeLimit: MAX_PAYLOAD_BYTES,
  };
}

/**
 * BullMQ ignores an add under an id it knows, even that of a failed job. So dead letters are looked for first and
 * retried by name. Looking first, not after, keeps a job that fails at once from being retried by its own announcement.
 */
async function add<Payload extends object>(
  queues: Queues,
  job: JobKind<Payload>,
  entries: readonly JobEntry<Payload>[],
): Promise<EnqueueOutcome[]> {
  const queue = queues.queue(job.queue);
  const ids = entries.map((entry) => entry.jobId);
  const scores = await queues.redis.zmscore(queue.toKey('failed'), ...ids);
  const retried = await Promise.all(entries.map((entry, i) => scores[i] !== null && retryWith(queue, entry)));
  const fresh = entries.filter((_, i) => !retried[i]);
  if (fresh.length > 0) await queue.addBulk(fresh.map((entry) => bulkEntry(job, entry, queues.limits)));
  return retried.map((again) => (again ? 'retried' : 'queued'));
}

function bulkEntry<Payload extends object>(job: JobKind<Payload>, entry: JobEntry<Payload>, limits: JobLimits) {
  const { payload, jobId, delayMs = 0 } = entry;
  return { name: job.name, data: payload, opts: { ...jobOptions(job, limits), jobId, delay: delayMs } };
}

/** The new payload replaces the old one, which may be why the job failed. */
async function retryWith(queue: Queue, entry: JobEntry<object>): Promise<boolean> {
  const dead = await queue.getJob(entry.jobId);
  if (!dead) return false;
  await dead.updateData(entry.payload);
  return retryDeadLetter(dead);
}
