import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import {
  createFeed,
  type Feed,
  type FeedChannel,
  type FeedEvent,
  type SealedReceipt,
} from '../../src/evidence/index.js';
import { createWorld } from '../kit/world.js';
import { leaveReceipts } from './chains.js';

const world = await createWorld();

/** A channel whose messages the test sends, loses, doubles and disorders; it counts who listens. */
class FakeChannel implements FeedChannel {
  listening = 0;
  broken = false;
  #queued: FeedEvent[] = [];
  #wake: () => void = () => undefined;

  tell(...receipts: SealedReceipt[]) {
    this.say({ kind: 'message', message: { receipts } });
  }

  say(event: FeedEvent) {
    this.#queued.push(event);
    this.#wake();
  }

  breakOff() {
    this.broken = true;
    this.#wake();
  }

  async subscribe(): Promise<AsyncIterableIterator<FeedEvent>> {
    this.listening += 1;
    this.broken = false;
    const events: AsyncIterableIterator<FeedEvent> = {
      next: async () => {
        while (this.#queued.length === 0 && !this.broken) await new Promise<void>((resolve) => (this.#wake = resolve));
        if (this.broken) throw new Error('broke off');
        return { done: false, value: this.#queued.shift() as FeedEvent };
      },
      return: async () => {
        this.listening -= 1;
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => events,
    };
    return events;
  }
}

let channel: FakeChannel;
let feed: Feed;
/** What was sealed before the test began ends here. */
let last: number;

beforeEach(async () => {
  await world.settle();
  channel = new FakeChannel();
  feed = createFeed({ graph: world.composition.graph, channel, log: pino({ level: 'silent' }) });
  last = (await feed.size(world.tenantId)) - 1;
});

const follow = (after: number) => feed.follow(world.tenantId, after);
const sealed = async (count: number): Promise<SealedReceipt[]> => {
  const from = (await feed.size(world.tenantId)) - 1;
  await leaveReceipts(world, 'fed', count);
  await world.settle();
  const own = createFeed({
    graph: world.composition.graph,
    channel: new FakeChannel(),
    log: pino({ level: 'silent' }),
  });
  return take(await own.follow(world.tenantId, from), count);
};

async function take(receipts: AsyncIterableIterator<SealedReceipt>, count: number): Promise<SealedReceipt[]> {
  const taken: SealedReceipt[] = [];
  while (taken.length < count) taken.push((await receipts.next()).value);
  return taken;
}

const leaves = (receipts: SealedReceipt[]) => receipts.map(({ leafIndex }) => leafIndex - last);

describe('whoever follows a log', () => {
  it('gets what was sealed before they came and what is told after, each once', async () => {
    const [one, two, three] = await sealed(3);
    const following = await follow(last);
    channel.tell(one as SealedReceipt, two as SealedReceipt);
    channel.tell(two as SealedReceipt, three as SealedReceipt);
    const [four] = await sealed(1);
    channel.tell(four as SealedReceipt);
    expect(leaves(await take(following, 4))).toEqual([1, 2, 3, 4]);
  });

  it('gets what was never told, once something behind it is', async () => {
    const following = await follow(last);
    const receipts = await sealed(5);
    channel.tell(receipts[4] as SealedReceipt);
    expect(leaves(await take(following, 5))).toEqual([1, 2, 3, 4, 5]);
  });

  it('gets what was told while the channel was away', async () => {
    const following = await follow(last);
    await sealed(3);
    channel.say({ kind: 'gap' });
    expect(leaves(await take(following, 3))).toEqual([1, 2, 3]);
  });

  it('gets what was told while the channel had broken off, without following anew', async () => {
    const following = await follow(last);
    await sealed(2);
    channel.breakOff();
    expect(leaves(await take(following, 2))).toEqual([1, 2]);
  });

  it('loses nothing by being slow, however much comes meanwhile', async () => {
    const slow = await follow(last);
    const receipts = await sealed(1_200);
    for (let at = 0; at < 1_200; at += 100) channel.tell(...receipts.slice(at, at + 100));
    const quick = await follow(last + 1_199);
    expect(leaves(await take(quick, 1))).toEqual([1_200]);
    expect(leaves(await take(slow, 1_200))).toEqual(Array.from({ length: 1_200 }, (_, n) => n + 1));
  }, 60_000);

  it('shares one channel with others of the tenant, which is let go with the last of them', async () => {
    const [one, other] = [await follow(last), await follow(last)];
    expect(channel.listening).toBe(1);
    const waiting = one.next();
    await one.return?.();
    expect((await waiting).done).toBe(true);
    expect(channel.listening).toBe(1);
    await other.return?.();
    expect(channel.listening).toBe(0);
  });

  it('is told at once when the channel is not in reach', async () => {
    const unreachable = createFeed({
      graph: world.composition.graph,
      channel: { subscribe: () => Promise.reject(new Error('away')) },
      log: pino({ level: 'silent' }),
    });
    await expect(unreachable.follow(world.tenantId, last)).rejects.toThrow('away');
  });
});
