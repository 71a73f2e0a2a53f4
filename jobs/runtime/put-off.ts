import type { Queue } from 'bullmq';
import type { JobKind } from './define-job.js';
import type { Queues } from './queues.js';
import { STORE_AWAY_BACKOFF } from './retry-classes.js';
import { type JobSchedule, putSchedule } from './schedules.js';

/** Clocks that are kept differ by less than this. */
const TOLERANCE_MS = 1_000;
/** The latest of a queue's delayed jobs that are looked at. */
const MOST = 100;
/** BullMQ's score of a delayed job: milliseconds times this, and a counter. */
const SCORE_PER_MS = 4_096;

/**
 * Brings back what a worker with a wrong clock put off. Delays are instants by the clock of whoever sets them: a clock that
 * is an hour ahead puts a repetition, or a schedule's next run, off by an hour, and nobody else would look before. Nothing
 * waits longer than its back-off or interval by a right clock. Gives the ids of what was brought back.
 */
export async function bringBack(
  queues: Queues,
  jobs: readonly JobKind<object>[],
  schedules: readonly JobSchedule[],
): Promise<string[]> {
  const names = [...new Set(jobs.map(({ queue }) => queue))];
  const found = names.map((name) =>
    queues.bounded(`looking at ${name}`, async () => [
      ...(await bringSchedules(queues, queues.queue(name), schedules)),
      ...(await bringRepetitions(queues, queues.queue(name), jobs)),
    ]),
  );
  return (await Promise.all(found)).flat();
}

async function bringSchedules(queues: Queues, queue: Queue, schedules: readonly JobSchedule[]): Promise<string[]> {
  const brought: string[] = [];
  for (const { key, next = 0 } of await queue.getJobSchedulers(0, -1)) {
    const schedule = schedules.find(({ id, job }) => id === key && job.queue === queue.name);
    // When a pattern is due is not known without reading it.
    if (!schedule || 'zone' in schedule.due || next <= Date.now() + schedule.due.everyMs + TOLERANCE_MS) continue;
    await queue.removeJobScheduler(key);
    await putSchedule(queues, queue, schedule);
    brought.push(key);
  }
  return brought;
}

async function bringRepetitions(queues: Queues, queue: Queue, jobs: readonly JobKind<object>[]): Promise<string[]> {
  const latest = await queues.redis.zrevrange(queue.toKey('delayed'), 0, MOST - 1, 'WITHSCORES');
  const brought: string[] = [];
  for (let at = 0; at < latest.length; at += 2) {
    const [id = '', score] = latest.slice(at, at + 2);
    const waitsFor = Number(score) / SCORE_PER_MS - Date.now();
    if (waitsFor <= STORE_AWAY_BACKOFF.maxMs + TOLERANCE_MS) break;
    const job = await queue.getJob(id);
    const kind = jobs.find(({ name }) => name === job?.name);
    // Whoever queued a job may have told it to wait for as long as they liked.
    if (!job || !kind || job.attemptsStarted === 0) continue;
    if (waitsFor <= Math.max(kind.backoff.maxMs, STORE_AWAY_BACKOFF.maxMs) + TOLERANCE_MS) continue;
    await job.promote();
    brought.push(id);
  }
  return brought;
}
