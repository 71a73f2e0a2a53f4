import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobLogger } from './job-logger.js';
import { DEFAULT_LIMITS, type JobLimits } from './limits.js';
import { answered, closeConnection, openProducer } from './redis-connections.js';

/** Where the queues are. */
export interface QueuesOptions {
  readonly redisUrl: string;
  /** First part of every key, REDIS_PREFIX. */
  readonly prefix: string;
  readonly logger: JobLogger;
  readonly limits?: Partial<JobLimits>;
}

/** The producing side of all queues, over one connection. */
export interface Queues {
  readonly redis: Redis;
  readonly limits: JobLimits;
  readonly keyPrefix: string;
  queue(name: string): Queue;
  /** Awaits an answer for at most `limits.answerWithinMs`; else, and when Redis is away, throws `QueueUnreachable`. */
  bounded<T>(what: string, ask: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens the producing side; connects in the background. */
export function openQueues(options: QueuesOptions): Queues {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const redis = openProducer({ ...options, answerWithinMs: limits.answerWithinMs });
  const keyPrefix = `${options.prefix}:jobs`;
  const opened = new Map<string, Queue>();

  function queue(name: string): Queue {
    const known = opened.get(name);
    if (known) return known;
    // Neither waits for Redis nor asks its version: a queue that is made while Redis is away must work when it is back.
    const fresh = new Queue(name, {
      connection: redis,
      prefix: keyPrefix,
      skipVersionCheck: true,
      skipWaitingForReady: true,
    });
    // The connection reports its own errors; BullMQ repeats them here.
    fresh.on('error', () => undefined);
    opened.set(name, fresh);
    return fresh;
  }

  const bounded = <T>(what: string, ask: () => Promise<T>): Promise<T> =>
    answered({ ...limits, redisUrl: options.redisUrl }, what, ask);

  async function close(): Promise<void> {
    await Promise.all([...opened.values()].map((each) => each.close()));
    await closeConnection(redis);
  }

  return { redis, limits, keyPrefix, queue, bounded, close };
}
