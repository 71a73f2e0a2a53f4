import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Channels, createFanOut, type FanOut, openChannels, SlowSubscriber } from '../../jobs/runtime/index.js';
import { freshPrefix, recordingLogger, redisUrl } from './job-world.js';
import { type OwnRedis, ownRedis } from './own-redis.js';

const inbox = { tenantId: 't1', name: 'approvals' };

async function take(events: AsyncIterableIterator<unknown>, count: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  while (taken.length < count) taken.push((await events.next()).value);
  return taken;
}

const numbered = (n: number) => ({ kind: 'message', message: { n } });

describe('fan-out to subscribers', () => {
  let channels: Channels;
  let fanOut: FanOut;
  let own: OwnRedis | undefined;
  let fragile: Channels | undefined;
  const logger = recordingLogger();

  beforeEach(() => {
    channels = openChannels({ redisUrl: redisUrl(), prefix: freshPrefix(), logger });
    fanOut = createFanOut(channels, logger, { maxQueued: 3 });
  });
  afterEach(async () => {
    await channels.close();
    await fragile?.close();
    await own?.remove();
  });

  it('drops the one that does not read, with a reason, and keeps serving the one that does', async () => {
    const slow = await fanOut.subscribe<{ n: number }>(inbox);
    const fast = await fanOut.subscribe<{ n: number }>(inbox);
    for (let n = 1; n <= 5; n++) {
      await fanOut.publish(inbox, { n });
      expect(await take(fast, 1)).toEqual([numbered(n)]);
    }
    await expect(slow.next()).rejects.toThrow(SlowSubscriber);
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    expect(fanOut.subscriberCount()).toBe(1);
    expect(logger.lines).toMatchObject([
      { level: 'warn', fields: { tenantId: 't1', maxQueued: 3 }, message: 'a slow subscriber was let go' },
    ]);
  });

  it('carries a message from one process to another, in order', async () => {
    const prefix = freshPrefix();
    const here = openChannels({ redisUrl: redisUrl(), prefix, logger });
    const there = openChannels({ redisUrl: redisUrl(), prefix, logger });
    const events = await createFanOut(here, logger).subscribe(inbox);
    const sender = createFanOut(there, logger);
    for (const n of [1, 2, 3]) await sender.publish(inbox, { n });
    expect(await take(events, 3)).toEqual([1, 2, 3].map(numbered));
    await Promise.all([here.close(), there.close()]);
  });

  it('never crosses tenants', async () => {
    const mine = await fanOut.subscribe(inbox);
    const theirs = await fanOut.subscribe({ ...inbox, tenantId: 't2' });
    await fanOut.publish(inbox, { n: 1 });
    await fanOut.publish({ ...inbox, tenantId: 't2' }, { n: 2 });
    expect(await take(theirs, 1)).toEqual([numbered(2)]);
    expect(await take(mine, 1)).toEqual([numbered(1)]);
    await expect(fanOut.subscribe({ tenantId: 't1:approvals', name: 'x' })).rejects.toThrow('part of a topic');
    await expect(fanOut.subscribe({ tenantId: '', name: 'x' })).rejects.toThrow('part of a topic');
  });

  it('ends a waiting read when the subscriber leaves, and follows the topic afresh later', async () => {
    const events = await fanOut.subscribe(inbox);
    const pending = events.next();
    await events.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(fanOut.subscriberCount()).toBe(0);

    const again = await fanOut.subscribe(inbox);
    await fanOut.publish(inbox, { n: 9 });
    expect(await take(again, 1)).toEqual([numbered(9)]);
    fanOut.close();
    expect(await again.next()).toEqual({ done: true, value: undefined });
  });

  it('tells of a gap after Redis was away, and misses nothing published after it', async () => {
    own = await ownRedis();
    await own.start();
    fragile = openChannels({ redisUrl: own.url, prefix: freshPrefix(), logger, answerWithinMs: 2_000 });
    const overFragile = createFanOut(fragile, logger);
    const events = await overFragile.subscribe(inbox);
    await own.kill();
    await expect(overFragile.publish(inbox, { n: 1 })).rejects.toThrow('does not answer');
    await expect(overFragile.subscribe({ ...inbox, name: 'leads' })).rejects.toThrow('does not answer');
    await own.start();
    expect(await take(events, 1)).toEqual([{ kind: 'gap' }]);
    await overFragile.publish(inbox, { n: 2 });
    expect(await take(events, 1)).toEqual([numbered(2)]);
  });
});
