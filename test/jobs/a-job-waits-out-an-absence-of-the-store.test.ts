import { afterEach, describe, expect, it } from '@jest/globals';
import { type JobRuntime, jobIdOf } from '../../jobs/runtime/index.js';
import { unavailable } from '../../src/kernel/patience.js';
import { freshPrefix, jobEvent, receiptJob, runtimeFor } from './job-world.js';

describe('a job that finds the store away', () => {
  let runtime: JobRuntime;
  afterEach(() => runtime.close());

  it('is put off without losing an attempt, and is no dead letter', async () => {
    const prefix = freshPrefix();
    const attempts: number[] = [];
    const once = receiptJob(async (_payload, { attempt }) => {
      attempts.push(attempt);
      if (attempts.length < 3) throw unavailable();
    }, 1);
    runtime = runtimeFor([once], { prefix });
    await runtime.startWorkers();
    const jobId = jobIdOf('noter', 'r1');
    await runtime.enqueue(once, { receiptId: 'r1' }, { jobId });
    await jobEvent(prefix, 'notes', 'completed', jobId);
    expect(attempts).toEqual([1, 1, 1]);
    expect(await runtime.deadLetters.list()).toEqual([]);
  });
});
