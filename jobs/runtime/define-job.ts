import type { z } from 'zod';
import type { JobLogger } from './job-logger.js';
import { type Backoff, DEFAULT_ATTEMPTS, DEFAULT_BACKOFF } from './retry-classes.js';

/** What a producer needs to know of a job: where it goes and what its payload must look like. */
export interface JobKind<Payload extends object> {
  readonly name: string;
  readonly queue: string;
  /** Checked before queueing and again before running. It changes no types, since its output is what is queued. */
  readonly payload: z.ZodType<Payload, Payload>;
  readonly attempts: number;
  readonly backoff: Backoff;
}

/** A job: a queue message in, a use case out. */
export interface JobDefinition<Payload extends object, Deps> extends JobKind<Payload> {
  /** Calls a use case. It may run more than once for one message: the use case claims (listener, receipt id) first. */
  run(payload: Payload, ctx: JobContext<Deps>): Promise<void>;
}

/** `delayMs` holds the job back; the id is that of `jobIdOf`. */
export interface EnqueueOptions {
  readonly jobId: string;
  readonly delayMs?: number;
}

/** `queued`: waiting, or known already under this id. `retried`: it was a dead letter and now waits again. */
export type EnqueueOutcome = 'queued' | 'retried';

/** Queues a job once under its id. Throws `PayloadRefused`, or `QueueUnreachable` when Redis does not answer in time. */
export type Enqueue = <Payload extends object>(
  job: JobKind<Payload>,
  payload: Payload,
  options: EnqueueOptions,
) => Promise<EnqueueOutcome>;

/** What a running job is given besides its payload. */
export interface JobContext<Deps> {
  readonly deps: Deps;
  readonly jobId: string;
  /** Counts from 1. */
  readonly attempt: number;
  readonly attempts: number;
  /** Aborted when the job's lock was lost, or when shutdown ran out of patience. */
  readonly signal: AbortSignal;
  readonly logger: JobLogger;
  readonly enqueue: Enqueue;
}

/** A payload that its job's schema does not accept; the message names paths and rules, not the values. */
export class PayloadRefused extends Error {
  override readonly name = 'PayloadRefused';
}

/** Declares a job. Names and queues are lower-case words joined by hyphens. */
export function defineJob<Payload extends object, Deps>(
  job: Omit<JobDefinition<Payload, Deps>, 'attempts' | 'backoff'> & { attempts?: number; backoff?: Backoff },
): JobDefinition<Payload, Deps> {
  for (const word of [job.name, job.queue]) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(word)) throw new Error(`"${word}" is no name for a job or a queue`);
  }
  return { ...job, attempts: job.attempts ?? DEFAULT_ATTEMPTS, backoff: job.backoff ?? DEFAULT_BACKOFF };
}

/** The payload as it will be read back from the queue. Throws `PayloadRefused`. */
export function parsePayload<Payload extends object>(job: JobKind<Payload>, payload: unknown): Payload {
  const parsed = job.payload.safeParse(throughJson(job.name, payload));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`);
  throw new PayloadRefused(`${job.name} does not accept this payload: ${issues.join('; ')}`);
}

/** The id of the job that `listener` gets for a receipt. BullMQ keeps colons for itself, so there are none. */
export function jobIdOf(listener: string, receiptId: string): string {
  const id = `${listener}_${receiptId}`;
  assertJobId(id);
  return id;
}

/** Throws unless the id can stand in a Redis key beside BullMQ's own: letters, digits, `.`, `_`, `-`, no bare number. */
export function assertJobId(id: string): void {
  if (!/^[A-Za-z0-9._-]{1,200}$/.test(id) || /^\d+$/.test(id)) throw new Error(`"${id}" cannot be the id of a job`);
}

/** JSON is what the queue stores: a bigint or a cycle is refused here, not found out by a worker. */
function throughJson(name: string, payload: unknown): unknown {
  try {
    const text = JSON.stringify(payload);
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    throw new PayloadRefused(`${name} does not accept this payload: it is not JSON`);
  }
}
