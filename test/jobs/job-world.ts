import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { z } from 'zod';
import {
  createJobRuntime,
  defineJob,
  type JobDefinition,
  type JobLogger,
  type JobRuntime,
  type JobRuntimeOptions,
} from '../../jobs/runtime/index.js';

/** Where the tests' Redis is; `npm test` starts it and says so. */
export function redisUrl(): string {
  const { REDIS_URL } = process.env;
  if (!REDIS_URL) throw new Error('REDIS_URL is not set: run these tests with npm test');
  return REDIS_URL;
}

/** Keys of this test alone. */
export const freshPrefix = (): string => `test-${randomUUID()}`;

/** A logger whose lines a test can look at. */
export function recordingLogger(): JobLogger & { lines: { level: string; fields: object; message: string }[] } {
  const lines: { level: string; fields: object; message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The payload of the tests' jobs. */
export const receiptPayload = z.object({ receiptId: z.string().min(1) });

/** A job that runs `run`, and is tried again at once when that throws. */
export const receiptJob = (
  run: JobDefinition<{ receiptId: string }, unknown>['run'],
  attempts = 1,
): JobDefinition<{ receiptId: string }, unknown> =>
  defineJob({
    name: 'note-receipt',
    queue: 'notes',
    payload: receiptPayload,
    attempts,
    backoff: { baseMs: 1, maxMs: 2 },
    run,
  });

/** A runtime over the tests' Redis, under keys of its own unless a prefix is given. */
export const runtimeFor = (
  jobs: readonly JobDefinition<object, unknown>[],
  options: Partial<JobRuntimeOptions<unknown>> = {},
): JobRuntime =>
  createJobRuntime({
    redisUrl: redisUrl(),
    prefix: freshPrefix(),
    logger: recordingLogger(),
    deps: undefined,
    jobs,
    ...options,
  });

/** Settles when `happened` has been called `times` times; what a test waits for instead of sleeping. */
export function occasion(times = 1): { happened: () => void; count: () => number; wait: Promise<void> } {
  let count = 0;
  let settle: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const happened = (): void => {
    count += 1;
    if (count === times) settle();
  };
  return { happened, count: () => count, wait };
}

/** Settles when the queue's event stream has told of `event` for the job; `redis` is blocked while it waits. */
export async function jobEvent(prefix: string, queue: string, event: string, jobId: string): Promise<void> {
  const redis = new Redis(redisUrl());
  try {
    let last = '0';
    for (;;) {
      const answer = await redis.xread('BLOCK', 20_000, 'STREAMS', `${prefix}:jobs:${queue}:events`, last);
      if (!answer) throw new Error(`${jobId} was not ${event} within 20 s`);
      for (const [id, fields] of answer[0]?.[1] ?? []) {
        last = id;
        if (fields.join(' ').includes(`event ${event} jobId ${jobId}`)) return;
      }
    }
  } finally {
    redis.disconnect();
  }
}
