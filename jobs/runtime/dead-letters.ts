import type { Job, Queue } from 'bullmq';
import { type Instant, instantOf } from '../../src/kernel/values/instants.js';
import { openQueues, type Queues, type QueuesOptions } from './queues.js';

/** A job that failed for good: out of attempts, or of a kind that no retry mends. */
export interface DeadLetter {
  readonly queue: string;
  readonly job: string;
  readonly id: string;
  readonly reason: string;
  /** Attempts made. */
  readonly attempts: number;
  readonly failedAt: Instant;
  readonly payload: unknown;
  /** Stack of the last failure, as Node printed it. */
  readonly stack: string | null;
}

/** A page of dead letters; all queues when none is named. */
export interface DeadLetterPage {
  readonly queue?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** Reads and clears dead letters. Every method throws `QueueUnreachable` when Redis does not answer in time. */
export interface DeadLetters {
  /** Newest first. */
  list(page?: DeadLetterPage): Promise<DeadLetter[]>;
  /** Per queue. */
  count(): Promise<Record<string, number>>;
  find(queue: string, id: string): Promise<DeadLetter | null>;
  /** Runs it again with all its attempts. False when it is no dead letter (any more). */
  retry(queue: string, id: string): Promise<boolean>;
  /** Retries what failed before the call; what fails again meanwhile stays. Gives how many. */
  retryAll(queue?: string): Promise<number>;
  /** False when it is no dead letter (any more). */
  remove(queue: string, id: string): Promise<boolean>;
}

/** Dead letters over a connection of their own, for the command line. `queues` are the names to look through. */
export function openDeadLetters(
  options: QueuesOptions & { queues: readonly string[] },
): DeadLetters & { close(): Promise<void> } {
  const opened = openQueues(options);
  return { ...deadLettersOf(opened, options.queues), close: () => opened.close() };
}

/** Dead letters of the named queues. */
export function deadLettersOf(queues: Queues, names: readonly string[]): DeadLetters {
  const chosen = (name?: string): Queue[] => (name === undefined ? names : [name]).map((each) => queues.queue(each));
  const failedJob = async (queue: string, id: string): Promise<Job | null> => {
    const job = await queues.queue(queue).getJob(id);
    return job && (await job.isFailed()) ? job : null;
  };

  async function list({ queue, limit = 50, offset = 0 }: DeadLetterPage): Promise<DeadLetter[]> {
    const pages = await Promise.all(chosen(queue).map((each) => each.getFailed(0, offset + limit - 1)));
    const newestFirst = pages
      .flat()
      .map(letterOf)
      .sort((a, b) => (a.failedAt < b.failedAt ? 1 : -1));
    return newestFirst.slice(offset, offset + limit);
  }

  async function count(): Promise<Record<string, number>> {
    const counts = chosen().map(async (queue) => [queue.name, await queue.getFailedCount()] as const);
    return Object.fromEntries(await Promise.all(counts));
  }

  async function retryAll(name?: string): Promise<number> {
    const before = Date.now();
    let retried = 0;
    for (const queue of chosen(name)) retried += await retryFailedBefore(queues, queue, before);
    return retried;
  }

  return {
    list: (page = {}) => queues.bounded('listing dead letters', () => list(page)),
    count: () => queues.bounded('counting dead letters', count),
    find: (queue, id) =>
      queues.bounded('reading a dead letter', async () => {
        const job = await failedJob(queue, id);
        return job && letterOf(job);
      }),
    retry: (queue, id) =>
      queues.bounded('retrying a dead letter', async () => {
        const job = await failedJob(queue, id);
        return job !== null && retryDeadLetter(job);
      }),
    retryAll,
    remove: (queue, id) =>
      queues.bounded('removing a dead letter', async () => {
        const job = await failedJob(queue, id);
        if (job) await job.remove();
        return job !== null;
      }),
  };
}

/** Makes a failed job wait again with a fresh count of attempts; false when it is not failed, or gone. */
export async function retryDeadLetter(job: Job): Promise<boolean> {
  try {
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    return true;
  } catch (error) {
    if (isGoneOrNotFailed(error)) return false;
    throw error;
  }
}

/** BullMQ's codes for "no such job" and "not in the failed set": someone else retried or removed it first. */
const isGoneOrNotFailed = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === -1 || error.code === -3);

/** Oldest first, a hundred at a time; retried letters leave the set, so that the first page is always the next. */
async function retryFailedBefore(queues: Queues, queue: Queue, before: number): Promise<number> {
  let retried = 0;
  for (;;) {
    const page = await queues.bounded('listing dead letters', () => queue.getJobs(['failed'], 0, 99, true));
    const due = page.filter((job) => (job.finishedOn ?? 0) < before);
    const done = await queues.bounded('retrying dead letters', () => Promise.all(due.map(retryDeadLetter)));
    if (!done.includes(true)) return retried;
    retried += done.filter(Boolean).length;
  }
}

function letterOf(job: Job): DeadLetter {
  return {
    queue: job.queueName,
    job: job.name,
    id: job.id ?? '',
    reason: job.failedReason,
    attempts: job.attemptsMade,
    failedAt: instantOf(job.finishedOn ?? job.timestamp),
    payload: job.data,
    stack: job.stacktrace?.at(-1) ?? null,
  };
}
