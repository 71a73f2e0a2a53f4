import { afterEach, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { defineJob, type JobRuntime, jobIdOf, PayloadRefused } from '../../jobs/runtime/index.js';
import { freshPrefix, jobEvent, receiptJob, redisUrl, runtimeFor } from './job-world.js';

describe('a payload that does not parse', () => {
  let runtime: JobRuntime;
  afterEach(() => runtime.close());
  const jobId = jobIdOf('noter', 'r1');

  it('is refused at the door, and so is every other of the same batch', async () => {
    const prefix = freshPrefix();
    const job = receiptJob(async () => undefined);
    runtime = runtimeFor([job], { prefix });
    const bad = { receiptId: '' };
    await expect(runtime.enqueue(job, bad, { jobId })).rejects.toThrow(PayloadRefused);
    await expect(runtime.enqueue(job, bad, { jobId })).rejects.toThrow(/note-receipt .* receiptId: /);
    const good = { payload: { receiptId: 'r2' }, jobId: jobIdOf('noter', 'r2') };
    await expect(runtime.enqueueMany(job, [good, { payload: bad, jobId }])).rejects.toThrow(PayloadRefused);

    const redis = new Redis(redisUrl());
    expect(await redis.keys(`${prefix}:*:wait`)).toEqual([]);
    redis.disconnect();
  });

  it('is refused when JSON cannot carry it', async () => {
    const job = defineJob({ name: 'count', queue: 'notes', payload: z.object({ n: z.bigint() }), run: async () => {} });
    runtime = runtimeFor([job]);
    await expect(runtime.enqueue(job, { n: 1n }, { jobId })).rejects.toThrow('it is not JSON');
  });

  it('is refused with an id that BullMQ could not keep', async () => {
    const job = receiptJob(async () => undefined);
    runtime = runtimeFor([job]);
    for (const id of ['a:b', '17', '', 'a b']) {
      await expect(runtime.enqueue(job, { receiptId: 'r' }, { jobId: id })).rejects.toThrow('cannot be the id');
    }
  });

  it('becomes a dead letter at once when another version queued it', async () => {
    const prefix = freshPrefix();
    let runs = 0;
    const job = receiptJob(async () => {
      runs += 1;
    }, 5);
    runtime = runtimeFor([job], { prefix });
    await runtime.startWorkers();
    const redis = new Redis(redisUrl(), { maxRetriesPerRequest: null });
    const queue = new Queue('notes', { connection: redis, prefix: `${prefix}:jobs` });
    await queue.add('note-receipt', { receipt: 'r1' }, { jobId, attempts: 5 });
    await jobEvent(prefix, 'notes', 'failed', jobId);
    await queue.close();
    redis.disconnect();

    expect(runs).toBe(0);
    const [letter] = await runtime.deadLetters.list();
    expect(letter).toMatchObject({ id: jobId, attempts: 1, payload: { receipt: 'r1' } });
    expect(letter?.reason).toContain('receiptId: ');
  });
});
