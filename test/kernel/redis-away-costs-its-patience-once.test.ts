import { createHash } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { RedisAway, RedisScripts } from '../../src/kernel/redis.js';
import { StoreProxy } from '../kit/proxy.js';

const script = (name: string, text: string) => ({
  ...{ name, text },
  sha1: createHash('sha1').update(text).digest('hex'),
});
const echo = script('test/echo', 'return ARGV[1]');
/** Keeps Redis busy for 60 ms. */
const slow = script(
  'test/slow',
  `local function micros() local t = redis.call('TIME') return t[1] * 1000000 + t[2] end
  local from = micros()
  repeat until micros() - from > 60000
  return 'late'`,
);
/** So long that Redis reads one at a time, and answers in between. */
const LONG = 'x'.repeat(20_000);
const log = pino({ level: 'silent' });
const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups) await cleanup();
});

async function opened(patienceMs: number): Promise<{ proxy: StoreProxy; scripts: RedisScripts }> {
  const proxy = await StoreProxy.to(process.env.REDIS_URL as string);
  const scripts = new RedisScripts({ url: proxy.url, scripts: [echo, slow], log, patienceMs });
  cleanups.push(
    () => scripts.close(),
    () => proxy.close(),
  );
  return { proxy, scripts };
}

const timed = async (ask: () => Promise<unknown>): Promise<{ outcome: unknown; ms: number }> => {
  const from = performance.now();
  const outcome = await ask().catch((error: unknown) => error);
  return { outcome, ms: performance.now() - from };
};

const untilAnswered = async (scripts: RedisScripts): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    if ((await scripts.run(echo, [], ['again']).catch(() => null)) === 'again') return;
    await after(20);
  }
  throw new Error('Redis was not found again');
};

describe('while Redis is silent', () => {
  it('the first waits for our patience, the others for nothing, and it is found when it is back', async () => {
    const { proxy, scripts } = await opened(1_500);
    let backs = 0;
    scripts.onBack(() => backs++);
    expect(await scripts.run(echo, [], ['hello'])).toBe('hello');
    proxy.stall();
    const first = await timed(() => scripts.run(echo, [], ['one']));
    expect(first.outcome).toMatchObject({ name: 'RedisAway', sent: true });
    expect(first.ms).toBeGreaterThan(1_400);
    const next = await timed(() => scripts.run(echo, [], ['two']));
    expect(next.outcome).toMatchObject({ name: 'RedisAway', sent: false });
    expect(next.ms).toBeLessThan(750);
    expect(backs).toBe(0);
    proxy.resume();
    await untilAnswered(scripts);
    expect(backs).toBe(1);
  });

  it('calls that wait behind each other are no silence', async () => {
    const { scripts } = await opened(600);
    await scripts.run(echo, [], ['hello']);
    const answers = await Promise.all(Array.from({ length: 20 }, () => scripts.run(slow, [], [LONG])));
    expect(answers).toEqual(Array(20).fill('late'));
  });
});

describe('when the connection is lost', () => {
  it('all that is owed is told at once, nothing is sent twice, and scripts are known again afterwards', async () => {
    const { proxy, scripts } = await opened(1_000);
    await scripts.run(echo, [], ['hello']);
    const owed = Array.from({ length: 3 }, () => scripts.run(slow, [], []).catch((error: unknown) => error));
    await after(5);
    await proxy.goAway();
    for (const outcome of await Promise.all(owed)) expect(outcome).toBeInstanceOf(RedisAway);
    await proxy.comeBack();
    await untilAnswered(scripts);
  });
});

describe('a Redis that was never there', () => {
  it('is away from the first script on', async () => {
    const scripts = new RedisScripts({ url: 'redis://127.0.0.1:1', scripts: [echo], log });
    cleanups.push(() => scripts.close());
    expect((await timed(() => scripts.run(echo, [], ['x']))).outcome).toBeInstanceOf(RedisAway);
  });
});
