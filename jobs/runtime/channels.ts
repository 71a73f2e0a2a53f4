import type { Redis } from 'ioredis';
import { errorFields, type JobLogger } from './job-logger.js';
import { DEFAULT_LIMITS } from './limits.js';
import { assertRedisIsFit } from './redis-checks.js';
import { answered, closeConnection, openProducer, openSubscriber } from './redis-connections.js';

/** Where the channels are. */
export interface ChannelsOptions {
  readonly redisUrl: string;
  /** First part of every channel's name, REDIS_PREFIX. */
  readonly prefix: string;
  readonly logger: JobLogger;
  /** How long to wait for Redis, in milliseconds. */
  readonly answerWithinMs?: number;
}

/** What a listener hears: a message, or that messages may have been lost while Redis was away. */
export type Heard = { readonly kind: 'message'; readonly text: string } | { readonly kind: 'gap' };

/** A registered listener. `confirmed` settles when Redis has it; it fails, without harm, while Redis is away. */
export interface Listening {
  readonly confirmed: Promise<void>;
  stop(): void;
}

/**
 * Redis publish/subscribe over one subscriber connection and one publisher connection per process, each opened on first
 * use. Redis keeps no messages: who must not miss one reads it again after a gap.
 */
export interface Channels {
  /** Throws `QueueUnreachable` when Redis does not answer in time. */
  publish(channel: string, text: string): Promise<void>;
  listen(channel: string, hear: (heard: Heard) => void): Listening;
  /** For the start of a process: throws `RedisUnfit` when this Redis could lose jobs, `QueueUnreachable` when it does not answer. */
  assertRedisIsFit(): Promise<void>;
  close(): Promise<void>;
}

/** A dead peer that sends no reset is noticed within this time. */
const PING_EVERY_MS = 15_000;

/** Opens nothing until the first `publish` or `listen`. */
export function openChannels(options: ChannelsOptions): Channels {
  const answerWithinMs = options.answerWithinMs ?? DEFAULT_LIMITS.answerWithinMs;
  const connection = { ...options, answerWithinMs };
  const nameOf = (channel: string): string => `${options.prefix}:${channel}`;
  let publisher: Redis | null = null;
  let subscriptions: Subscriptions | null = null;

  const publishing = (): Redis => {
    publisher ??= openProducer(connection);
    return publisher;
  };

  async function publish(channel: string, text: string): Promise<void> {
    const client = publishing();
    await answered(connection, `publishing on ${channel}`, () => client.publish(nameOf(channel), text));
  }

  function listen(channel: string, hear: (heard: Heard) => void): Listening {
    subscriptions ??= new Subscriptions(openSubscriber(connection), connection);
    return subscriptions.add(nameOf(channel), hear);
  }

  const assertFit = (): Promise<void> =>
    answered(connection, 'reading its settings', () => assertRedisIsFit(publishing()));

  async function close(): Promise<void> {
    subscriptions?.close();
    if (publisher) await closeConnection(publisher);
  }

  return { publish, listen, assertRedisIsFit: assertFit, close };
}

interface ChannelEntry {
  readonly listeners: Set<(heard: Heard) => void>;
  confirmed: Promise<void>;
}

/** All listeners of the process, by channel. Redis hears SUBSCRIBE for the first of a channel, UNSUBSCRIBE after the last. */
class Subscriptions {
  private readonly byChannel = new Map<string, ChannelEntry>();
  private readonly ping: NodeJS.Timeout;
  private connectedBefore = false;

  constructor(
    private readonly redis: Redis,
    private readonly options: ChannelsOptions & { answerWithinMs: number },
  ) {
    redis.on('message', (channel: string, text: string) => this.tell(channel, { kind: 'message', text }));
    redis.on('ready', () => this.onReady());
    // The answer is awaited by the socket timeout, which breaks off a connection that owes one.
    this.ping = setInterval(() => redis.status === 'ready' && redis.ping().catch(() => undefined), PING_EVERY_MS);
    this.ping.unref();
  }

  add(channel: string, hear: (heard: Heard) => void): Listening {
    const entry = this.byChannel.get(channel) ?? this.open(channel);
    entry.listeners.add(hear);
    const stop = (): void => {
      if (!entry.listeners.delete(hear) || entry.listeners.size > 0) return;
      if (this.byChannel.get(channel) === entry) this.drop(channel);
    };
    return { confirmed: entry.confirmed, stop };
  }

  close(): void {
    clearInterval(this.ping);
    this.byChannel.clear();
    this.redis.disconnect();
  }

  private open(channel: string): ChannelEntry {
    const entry: ChannelEntry = { listeners: new Set(), confirmed: this.subscribe([channel]) };
    // Whoever does not wait for the confirmation is served by the next reconnection, if need be by one of our making.
    entry.confirmed.catch((error) => this.reconnect(error));
    this.byChannel.set(channel, entry);
    return entry;
  }

  private drop(channel: string): void {
    this.byChannel.delete(channel);
    this.redis.unsubscribe(channel).catch(() => undefined);
  }

  private async subscribe(channels: readonly string[]): Promise<void> {
    await answered(this.options, 'listening', () => this.redis.subscribe(...channels));
  }

  /** After a reconnection: subscribe again, and only then tell of the gap, so that nothing falls between the two. */
  private onReady(): void {
    const first = !this.connectedBefore;
    this.connectedBefore = true;
    const entries = [...this.byChannel];
    if (entries.length === 0) return;
    const confirmed = this.subscribe(entries.map(([channel]) => channel));
    confirmed.then(
      () => {
        for (const [channel, entry] of entries) {
          entry.confirmed = confirmed;
          if (!first) this.tell(channel, { kind: 'gap' });
        }
      },
      (error) => this.reconnect(error),
    );
  }

  /** A connection that is up and yet would not subscribe is worth nothing; one that is down comes back by itself. */
  private reconnect(error: unknown): void {
    if (this.redis.status !== 'ready') return;
    this.options.logger.warn(errorFields(error), 'Redis would not let us listen; reconnecting');
    this.redis.disconnect(true);
  }

  private tell(channel: string, heard: Heard): void {
    for (const hear of this.byChannel.get(channel)?.listeners ?? []) hear(heard);
  }
}
