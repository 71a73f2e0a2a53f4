import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JobRuntime, jobIdOf, QueueUnreachable } from '../../jobs/runtime/index.js';
import { occasion, receiptJob, recordingLogger, runtimeFor } from './job-world.js';
import { type OwnRedis, ownRedis } from './own-redis.js';

describe('while Redis is away', () => {
  let own: OwnRedis;
  let runtime: JobRuntime;

  beforeEach(async () => {
    own = await ownRedis();
  });
  afterEach(async () => {
    await runtime.close();
    await own.remove();
  });

  it('queueing fails clearly and in time; what was queued before, and what runs, is done when Redis is back', async () => {
    const logger = recordingLogger();
    const started = occasion();
    const release = occasion();
    const all = occasion(3);
    const job = receiptJob(async ({ receiptId }) => {
      started.happened();
      if (receiptId === 'running') await release.wait;
      all.happened();
    });
    await own.start();
    runtime = runtimeFor([job], { redisUrl: own.url, logger, concurrency: 1, limits: { answerWithinMs: 2_000 } });
    await runtime.startWorkers();
    const queue = (receiptId: string) => runtime.enqueue(job, { receiptId }, { jobId: jobIdOf('noter', receiptId) });
    await queue('running');
    await started.wait;
    await queue('waiting');

    await own.kill();
    const asked = Date.now();
    const refusals = await Promise.allSettled([queue('refused'), queue('refused-too')]);
    expect(Date.now() - asked).toBeLessThan(3_000);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ reason: expect.any(QueueUnreachable) });
      expect(refusal).toMatchObject({ reason: { message: expect.stringContaining('queueing note-receipt failed') } });
    }
    release.happened();

    await own.start();
    await queue('later');
    await all.wait;
    const { lines } = logger;
    const said = (text: string): number => lines.filter((line) => line.message.includes(text)).length;
    expect(said('Redis does not answer')).toBeGreaterThan(0);
    expect(said('Redis does not answer')).toBeLessThanOrEqual(2);
  });

  it('a producer may be made before Redis is there', async () => {
    const job = receiptJob(async () => undefined);
    runtime = runtimeFor([job], { redisUrl: own.url, limits: { answerWithinMs: 1_000 } });
    const queue = () => runtime.enqueue(job, { receiptId: 'r1' }, { jobId: jobIdOf('noter', 'r1') });
    await expect(queue()).rejects.toThrow(QueueUnreachable);
    await own.start();
    expect(await queue()).toBe('queued');
  });

  it('workers do not start, and shutdown still ends', async () => {
    const job = receiptJob(async () => undefined);
    runtime = runtimeFor([job], { redisUrl: own.url, limits: { answerWithinMs: 500, graceMs: 500 } });
    await expect(runtime.startWorkers()).rejects.toThrow(QueueUnreachable);
    await runtime.close();

    await own.start();
    runtime = runtimeFor([job], { redisUrl: own.url, limits: { answerWithinMs: 500, graceMs: 500 } });
    await runtime.startWorkers();
    await own.kill();
    await runtime.close();
  });
});
