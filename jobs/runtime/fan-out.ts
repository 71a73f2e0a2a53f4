import { CodedError } from '../../src/kernel/errors.js';
import type { Channels, Heard } from './channels.js';
import type { JobLogger } from './job-logger.js';
import { SubscriberQueue } from './subscriber-queue.js';

/** What is subscribed to. The tenant is part of the channel's name: no filter stands between two tenants. */
export interface Topic {
  readonly tenantId: string;
  /** Letters, digits, `.`, `_`, `-`; e.g. `approvals`. */
  readonly name: string;
}

/**
 * `message`: what was published. `gap`: Redis was away and messages may be lost, so read again from the last cursor;
 * messages after the gap are complete.
 */
export type FanOutEvent<Message> = { readonly kind: 'message'; readonly message: Message } | { readonly kind: 'gap' };

/** Messages from any process to all subscribers of a topic, in the order of their publication. */
export interface FanOut {
  /** Message is JSON. Throws `QueueUnreachable` when Redis does not answer in time. */
  publish(topic: Topic, message: object): Promise<void>;
  /**
   * Settles once Redis listens: what is published from then on arrives, so that a snapshot read afterwards misses
   * nothing. Throws UNAVAILABLE. A subscriber that falls behind ends with `SlowSubscriber`.
   */
  subscribe<Message>(topic: Topic): Promise<AsyncIterableIterator<FanOutEvent<Message>>>;
  /** Subscriptions open in this process. */
  subscriberCount(): number;
  /** Ends all subscriptions of this process in order. */
  close(): void;
}

const NOT_FOLLOWED =
  'What happens next cannot be followed: the message channel does not answer at the moment. Try again shortly.';

/** Fan-out over the given channels; `maxQueued` unread events a subscriber (256). */
export function createFanOut(channels: Channels, logger: JobLogger, { maxQueued = 256 } = {}): FanOut {
  const open = new Set<SubscriberQueue<FanOutEvent<never>>>();

  async function subscribe<Message>(topic: Topic): Promise<AsyncIterableIterator<FanOutEvent<Message>>> {
    const queue: SubscriberQueue<FanOutEvent<Message>> = new SubscriberQueue(maxQueued, () => {
      open.delete(queue as SubscriberQueue<FanOutEvent<never>>);
      listening.stop();
    });
    const listening = channels.listen(channelOf(topic), (heard) => {
      if (queue.push(eventOf<Message>(heard))) return;
      logger.warn({ tenantId: topic.tenantId, topic: topic.name, maxQueued }, 'a slow subscriber was let go');
    });
    open.add(queue as SubscriberQueue<FanOutEvent<never>>);
    try {
      await listening.confirmed;
    } catch (cause) {
      queue.end();
      throw new CodedError('UNAVAILABLE', NOT_FOLLOWED, {}, { cause });
    }
    return queue;
  }

  return {
    publish: (topic, message) => channels.publish(channelOf(topic), JSON.stringify(message)),
    subscribe,
    subscriberCount: () => open.size,
    close: () => {
      for (const queue of open) queue.end();
    },
  };
}

function channelOf({ tenantId, name }: Topic): string {
  for (const part of [tenantId, name]) {
    if (!/^[A-Za-z0-9._-]+$/.test(part)) throw new Error(`"${part}" cannot be part of a topic`);
  }
  return `topic:${tenantId}:${name}`;
}

/** What is not JSON was not published here; the subscriber then reads again, as after a gap. */
function eventOf<Message>(heard: Heard): FanOutEvent<Message> {
  if (heard.kind === 'gap') return heard;
  try {
    return { kind: 'message', message: JSON.parse(heard.text) as Message };
  } catch {
    return { kind: 'gap' };
  }
}
