import { Redis, type RedisOptions } from 'ioredis';
import { within } from '../../src/kernel/within.js';
import { errorFields, type JobLogger } from './job-logger.js';

/** Where Redis is, and who is told when it comes and goes. */
export interface ConnectionOptions {
  readonly redisUrl: string;
  readonly logger: JobLogger;
}

/** Redis did not answer in time. What was asked for may still happen: ask again under the same id. */
export class QueueUnreachable extends Error {
  override readonly name = 'QueueUnreachable';
  readonly code = 'QUEUE_UNREACHABLE';
}

/** Reconnecting never gives up; it waits 50 ms at first and never more than a second. */
const retryStrategy = (times: number): number => Math.min(50 * 2 ** Math.min(times - 1, 5), 1_000);

/** A socket that owes an answer for this long is broken off; longer than the 10 s that a worker's blocking read lasts. */
const SOCKET_TIMEOUT_MS = 30_000;

/** For enqueueing, publishing and looking: every command fails within `answerWithinMs` when Redis is gone. */
export function openProducer(options: ConnectionOptions & { answerWithinMs: number }): Redis {
  const bounded = { maxRetriesPerRequest: 3, commandTimeout: options.answerWithinMs, connectTimeout: 2_000 };
  return open('producer', options, { ...bounded, socketTimeout: options.answerWithinMs });
}

/** For workers: commands wait for Redis to come back, however long that takes. */
export function openConsumer(options: ConnectionOptions): Redis {
  return open('worker', options, { maxRetriesPerRequest: null, socketTimeout: SOCKET_TIMEOUT_MS });
}

/** For listening: the owner subscribes again after a reconnection, since it must also tell its listeners of the gap. */
export function openSubscriber(options: ConnectionOptions & { answerWithinMs: number }): Redis {
  const { answerWithinMs } = options;
  return open('subscriber', options, {
    maxRetriesPerRequest: 3,
    commandTimeout: answerWithinMs,
    socketTimeout: answerWithinMs,
    autoResubscribe: false,
  });
}

/** Ends a connection in order, or by force when Redis does not answer within a second. */
export async function closeConnection(client: Redis): Promise<void> {
  if (client.status === 'ready') await within(1_000, client.quit(), () => new QueueUnreachable('quit')).catch(ignore);
  client.disconnect();
}

/** Asks Redis; throws `QueueUnreachable` when it is away or takes longer than `answerWithinMs`. */
export async function answered<T>(
  { redisUrl, answerWithinMs }: { redisUrl: string; answerWithinMs: number },
  what: string,
  ask: () => Promise<T>,
): Promise<T> {
  const late = () => new QueueUnreachable(`Redis at ${whereIs(redisUrl)} does not answer: ${what} failed.`);
  try {
    return await within(answerWithinMs, ask(), late);
  } catch (error) {
    throw isConnectionTrouble(error) ? Object.assign(late(), { cause: error }) : error;
  }
}

/** What ioredis throws when a command outlived its retries, its time or its connection. */
function isConnectionTrouble(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof QueueUnreachable) return false;
  if (error.name === 'MaxRetriesPerRequestError' || error.name === 'AbortError') return true;
  return /ECONN|EPIPE|ETIMEDOUT|Connection is closed|Command timed out|Socket timeout/.test(error.message);
}

/** `host:port` for messages; the URL itself may hold a password. */
const whereIs = (redisUrl: string): string => new URL(redisUrl).host;

const ignore = (): void => undefined;

function open(role: string, { redisUrl, logger }: ConnectionOptions, options: RedisOptions): Redis {
  // A process that was told to end does not wait ioredis's own 2 s for a socket to close.
  const client = new Redis(redisUrl, { retryStrategy, disconnectTimeout: 500, ...options });
  watch(client, role, whereIs(redisUrl), logger);
  return client;
}

/** One line when Redis goes and one when it is back, not one per attempt. */
function watch(client: Redis, role: string, redis: string, logger: JobLogger): void {
  let away = false;
  client.on('error', (error: Error) => {
    if (!away) logger.warn({ role, redis, ...errorFields(error) }, 'Redis does not answer; reconnecting until it does');
    away = true;
  });
  client.on('ready', () => {
    if (away) logger.info({ role, redis }, 'Redis is back');
    away = false;
  });
}
