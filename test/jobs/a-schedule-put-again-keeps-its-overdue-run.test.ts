import { afterEach, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { type Due, defineSchedule, type JobRuntime } from '../../jobs/runtime/index.js';
import { freshPrefix, occasion, receiptJob, redisUrl, runtimeFor } from './job-world.js';

describe('schedules', () => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });

  function world(run = async (): Promise<void> => undefined) {
    const prefix = freshPrefix();
    const redis = new Redis(redisUrl(), { maxRetriesPerRequest: null });
    const queue = new Queue('notes', { connection: redis, prefix: `${prefix}:jobs` });
    const job = receiptJob(run);
    const runtime: JobRuntime = runtimeFor([job], { prefix });
    opened.push({ close: async () => redis.disconnect() }, queue, runtime);
    const at = (due: Due, id = 'nightly') => defineSchedule({ id, job, payload: { receiptId: 'r' }, due });
    return { queue, runtime, at };
  }

  it('run by the clock of their zone, summer time included', async () => {
    const { queue, runtime, at } = world();
    const noon = { pattern: '0 12 15 1,7 *' };
    await runtime.schedule([
      at({ ...noon, zone: 'America/New_York' }, 'new-york'),
      at({ ...noon, zone: 'Asia/Kolkata' }, 'kolkata'),
    ]);
    const hours = Object.fromEntries(
      (await queue.getJobSchedulers()).map(({ key, next = 0 }) => {
        const date = new Date(next);
        return [key, { utc: date.toISOString().slice(11, 16), summer: date.getUTCMonth() === 6 }];
      }),
    );
    expect(hours['new-york']?.utc).toBe(hours['new-york']?.summer ? '16:00' : '17:00');
    expect(hours.kolkata?.utc).toBe('06:30');
  });

  it('put again at every start stay as they are; changed ones change; those no longer named end', async () => {
    const { queue, runtime, at } = world();
    const nightly = at({ pattern: '0 2 * * *', zone: 'Europe/Berlin' });
    await runtime.schedule([nightly, at({ everyMs: 600_000 }, 'sweep')]);
    const before = await queue.getJobSchedulers();
    await runtime.schedule([nightly, at({ everyMs: 600_000 }, 'sweep')]);
    expect(await queue.getJobSchedulers()).toEqual(before);

    await runtime.schedule([at({ pattern: '0 3 * * *', zone: 'Europe/Berlin' })]);
    expect(await queue.getJobSchedulers()).toMatchObject([
      { key: 'nightly', pattern: '0 3 * * *', tz: 'Europe/Berlin' },
    ]);
    expect(await queue.getDelayedCount()).toBe(1);
  });

  it('still run what came due while no worker was up', async () => {
    const ran = occasion();
    const { queue, runtime, at } = world(async () => ran.happened());
    const yearly = at({ pattern: '0 0 1 1 *', zone: 'Etc/UTC' });
    await runtime.schedule([yearly]);
    const [waiting] = await queue.getDelayed();
    await waiting?.promote();
    await runtime.schedule([yearly]);
    await runtime.startWorkers();
    await ran.wait;
  });

  it('are refused with an unknown zone, an offset for a zone, or an empty interval', () => {
    const { at } = world();
    expect(() => at({ pattern: '0 2 * * *', zone: 'Europe/Atlantis' })).toThrow('is no IANA time zone');
    expect(() => at({ pattern: '0 2 * * *', zone: '+02:00' })).toThrow('is no IANA time zone');
    expect(() => at({ everyMs: 0 })).toThrow('at least 1 ms');
  });
});
