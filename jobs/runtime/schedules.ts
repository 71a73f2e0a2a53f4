import type { JobSchedulerJson, Queue } from 'bullmq';
import { type JobKind, parsePayload } from './define-job.js';
import { jobOptions } from './producer.js';
import type { Queues } from './queues.js';

/** When a scheduled job is due: a cron pattern read in an IANA zone, or a fixed interval. */
export type Due = { readonly pattern: string; readonly zone: string } | { readonly everyMs: number };

/** A job that comes round by the clock, always with the same payload. */
export interface JobSchedule {
  readonly id: string;
  readonly job: JobKind<object>;
  readonly payload: object;
  readonly due: Due;
}

/** Declares a schedule. Throws at once for an unknown zone, an empty interval or a refused payload. */
export function defineSchedule<Payload extends object>(schedule: {
  id: string;
  job: JobKind<Payload>;
  payload: Payload;
  due: Due;
}): JobSchedule {
  const { id, job, payload, due } = schedule;
  if (!/^[a-z][a-z0-9-]*$/.test(id)) throw new Error(`"${id}" is no name for a schedule`);
  if ('zone' in due) assertZone(due.zone);
  else if (!Number.isInteger(due.everyMs) || due.everyMs < 1) throw new Error(`${id}: an interval is at least 1 ms`);
  return { id, job, payload: parsePayload(job, payload), due };
}

/**
 * Makes the queues' schedules those given. A schedule that did not change is left alone: putting it again would
 * replace its next run, and so skip a run that came due while no worker was up.
 */
export async function putSchedules(
  queues: Queues,
  queueNames: readonly string[],
  schedules: readonly JobSchedule[],
): Promise<void> {
  for (const { id, job } of schedules) {
    if (!queueNames.includes(job.queue)) throw new Error(`schedule ${id} is for queue ${job.queue}, which is not here`);
  }
  for (const name of queueNames) {
    const wanted = schedules.filter((schedule) => schedule.job.queue === name);
    await queues.bounded(`scheduling on ${name}`, () => putOnQueue(queues, queues.queue(name), wanted));
  }
}

async function putOnQueue(queues: Queues, queue: Queue, wanted: readonly JobSchedule[]): Promise<void> {
  const present = new Map((await queue.getJobSchedulers(0, -1)).map((scheduler) => [scheduler.key, scheduler]));
  for (const schedule of wanted) {
    const known = present.get(schedule.id);
    present.delete(schedule.id);
    if (known && isSame(known, schedule) && (await hasNextRun(queue, known))) continue;
    await putSchedule(queues, queue, schedule);
  }
  for (const id of present.keys()) await queue.removeJobScheduler(id);
}

/** Puts one schedule on its queue. */
export async function putSchedule(
  { limits }: Queues,
  queue: Queue,
  { id, due, job, payload }: JobSchedule,
): Promise<void> {
  const repeat = 'zone' in due ? { pattern: due.pattern, tz: due.zone } : { every: due.everyMs };
  await queue.upsertJobScheduler(id, repeat, { name: job.name, data: payload, opts: jobOptions(job, limits) });
}

function isSame(known: JobSchedulerJson, { job, payload, due }: JobSchedule): boolean {
  const sameTime =
    'zone' in due ? known.pattern === due.pattern && known.tz === due.zone : Number(known.every) === due.everyMs;
  const sameJob = known.name === job.name && known.template?.opts?.attempts === job.attempts;
  return sameTime && sameJob && JSON.stringify(known.template?.data) === JSON.stringify(payload);
}

/** A schedule whose next run is missing (removed by hand) would never come round again. */
async function hasNextRun(queue: Queue, { key, next }: JobSchedulerJson): Promise<boolean> {
  return next !== undefined && (await queue.getJob(`repeat:${key}:${next}`)) !== undefined;
}

/** Newer Nodes take offsets such as `+02:00` for zones too; those know no summer time. */
function assertZone(zone: string): void {
  const unknown = `"${zone}" is no IANA time zone such as Europe/Berlin`;
  if (/^[+-]/.test(zone)) throw new Error(unknown);
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new Error(unknown);
  }
}
