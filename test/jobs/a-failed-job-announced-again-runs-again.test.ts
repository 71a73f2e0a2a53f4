import { afterEach, describe, expect, it } from '@jest/globals';
import { type JobRuntime, jobIdOf } from '../../jobs/runtime/index.js';
import { freshPrefix, jobEvent, occasion, receiptJob, runtimeFor } from './job-world.js';

describe('a dead letter whose receipt is announced again', () => {
  let runtime: JobRuntime;
  afterEach(() => runtime.close());
  const jobId = jobIdOf('noter', 'r1');

  it('runs again under the same id, with all its attempts, and with the newer payload', async () => {
    const prefix = freshPrefix();
    const seen: string[] = [];
    const succeeded = occasion();
    const job = receiptJob(async ({ receiptId }, { attempt }) => {
      seen.push(`${receiptId}#${attempt}`);
      if (seen.length < 4) throw new Error('the graph is away');
      succeeded.happened();
    }, 2);
    runtime = runtimeFor([job], { prefix });
    await runtime.startWorkers();

    expect(await runtime.enqueue(job, { receiptId: 'old' }, { jobId })).toBe('queued');
    await jobEvent(prefix, 'notes', 'failed', jobId);
    expect(await runtime.deadLetters.list()).toMatchObject([
      { queue: 'notes', job: 'note-receipt', id: jobId, reason: 'the graph is away', attempts: 2 },
    ]);

    expect(await runtime.enqueue(job, { receiptId: 'new' }, { jobId })).toBe('retried');
    await succeeded.wait;
    expect(seen).toEqual(['old#1', 'old#2', 'new#1', 'new#2']);
    expect(await runtime.deadLetters.count()).toEqual({ notes: 0 });
  });

  it('does not run again when it has succeeded', async () => {
    const prefix = freshPrefix();
    const runs: string[] = [];
    const job = receiptJob(async (_payload, ctx) => {
      runs.push(ctx.jobId);
    });
    runtime = runtimeFor([job], { prefix, concurrency: 1 });
    await runtime.startWorkers();
    await runtime.enqueue(job, { receiptId: 'r1' }, { jobId });
    await jobEvent(prefix, 'notes', 'completed', jobId);

    await runtime.enqueue(job, { receiptId: 'r1' }, { jobId });
    await runtime.enqueue(job, { receiptId: 'r2' }, { jobId: jobIdOf('noter', 'r2') });
    await jobEvent(prefix, 'notes', 'completed', jobIdOf('noter', 'r2'));
    expect(runs).toEqual([jobId, jobIdOf('noter', 'r2')]);
  });

  it('is counted apart from new ones when many are announced at once', async () => {
    const prefix = freshPrefix();
    const job = receiptJob(async ({ receiptId }) => {
      if (receiptId === 'r1') throw new Error('no');
    });
    runtime = runtimeFor([job], { prefix });
    await runtime.startWorkers();
    await runtime.enqueue(job, { receiptId: 'r1' }, { jobId });
    await jobEvent(prefix, 'notes', 'failed', jobId);
    const entries = ['r0', 'r1', 'r2'].map((id) => ({ payload: { receiptId: id }, jobId: jobIdOf('noter', id) }));
    expect(await runtime.enqueueMany(job, entries)).toEqual(['queued', 'retried', 'queued']);
  });
});
