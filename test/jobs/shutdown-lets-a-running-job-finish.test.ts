import { describe, expect, it } from '@jest/globals';
import { jobIdOf } from '../../jobs/runtime/index.js';
import { freshPrefix, occasion, receiptJob, recordingLogger, runtimeFor } from './job-world.js';

describe('shutdown', () => {
  const first = jobIdOf('noter', 'first');
  const second = jobIdOf('noter', 'second');

  it('lets a running job finish, and leaves a waiting one to the next worker', async () => {
    const prefix = freshPrefix();
    const started = occasion();
    const release = occasion();
    const finished: string[] = [];
    const job = receiptJob(async ({ receiptId }) => {
      started.happened();
      await release.wait;
      finished.push(receiptId);
    });
    const runtime = runtimeFor([job], { prefix, concurrency: 1 });
    await runtime.startWorkers();
    await runtime.enqueue(job, { receiptId: 'first' }, { jobId: first });
    await started.wait;
    await runtime.enqueue(job, { receiptId: 'second' }, { jobId: second });

    const closing = runtime.close();
    release.happened();
    await closing;
    expect(finished).toEqual(['first']);

    const done = occasion();
    const later = receiptJob(async ({ receiptId }) => {
      finished.push(receiptId);
      done.happened();
    });
    const next = runtimeFor([later], { prefix });
    await next.startWorkers();
    await done.wait;
    await next.close();
    expect(finished).toEqual(['first', 'second']);
  });

  it('tells a job that will not end to stop, closes all the same, and another worker runs it again', async () => {
    const prefix = freshPrefix();
    const logger = recordingLogger();
    const started = occasion();
    const told = occasion();
    const stuck = receiptJob(async (_payload, { signal }) => {
      started.happened();
      signal.addEventListener('abort', told.happened);
      await new Promise(() => undefined);
    });
    const limits = { graceMs: 50, lockMs: 300, stalledCheckMs: 100 };
    const runtime = runtimeFor([stuck], { prefix, logger, limits });
    await runtime.startWorkers();
    await runtime.enqueue(stuck, { receiptId: 'first' }, { jobId: first });
    await started.wait;
    await runtime.close();
    await told.wait;
    expect(logger.lines.map((line) => line.message)).toContain(
      'jobs that did not finish in time will run again on another worker',
    );

    const again = occasion();
    const next = runtimeFor([receiptJob(async () => again.happened())], { prefix, limits });
    await next.startWorkers();
    await again.wait;
    await next.close();
  });
});
