import { afterEach, describe, expect, it } from '@jest/globals';
import { type JobRuntime, jobIdOf, openDeadLetters, PermanentFailure } from '../../jobs/runtime/index.js';
import { freshPrefix, jobEvent, occasion, receiptJob, recordingLogger, redisUrl, runtimeFor } from './job-world.js';

describe('failures', () => {
  let runtime: JobRuntime;
  afterEach(() => runtime.close());
  const idOf = (receiptId: string): string => jobIdOf('noter', receiptId);

  it('of the permanent kind become dead letters after one attempt, others after all of them', async () => {
    const prefix = freshPrefix();
    const logger = recordingLogger();
    const job = receiptJob(async ({ receiptId }) => {
      throw receiptId === 'hopeless' ? new PermanentFailure('no such pool') : new Error('mail of ann@example.com');
    }, 3);
    runtime = runtimeFor([job], { prefix, logger });
    await runtime.startWorkers();
    await runtime.enqueue(job, { receiptId: 'hopeless' }, { jobId: idOf('hopeless') });
    await runtime.enqueue(job, { receiptId: 'unlucky' }, { jobId: idOf('unlucky') });
    await jobEvent(prefix, 'notes', 'failed', idOf('hopeless'));
    await jobEvent(prefix, 'notes', 'failed', idOf('unlucky'));

    expect(await runtime.deadLetters.find('notes', idOf('hopeless'))).toMatchObject({ attempts: 1 });
    expect(await runtime.deadLetters.find('notes', idOf('unlucky'))).toMatchObject({ attempts: 3 });
    await runtime.close();
    const fatal = logger.lines.filter((line) => line.level === 'error');
    expect(fatal.map((line) => line.fields)).toMatchObject([
      { queue: 'notes', jobId: idOf('hopeless'), error: 'UnrecoverableError' },
      { queue: 'notes', jobId: idOf('unlucky'), attempt: 3 },
    ]);
    expect(JSON.stringify(logger.lines)).not.toContain('ann@example.com');
  });

  it('are listed newest first, retried and removed through the command line’s own connection', async () => {
    const prefix = freshPrefix();
    const healed = occasion(2);
    let broken = true;
    const job = receiptJob(async () => {
      if (broken) throw new Error('away');
      healed.happened();
    });
    runtime = runtimeFor([job], { prefix, concurrency: 1 });
    await runtime.startWorkers();
    for (const id of ['a', 'b', 'c']) {
      await runtime.enqueue(job, { receiptId: id }, { jobId: idOf(id) });
      await jobEvent(prefix, 'notes', 'failed', idOf(id));
    }

    const letters = openDeadLetters({ redisUrl: redisUrl(), prefix, logger: recordingLogger(), queues: ['notes'] });
    expect((await letters.list()).map((letter) => letter.id)).toEqual([idOf('c'), idOf('b'), idOf('a')]);
    expect((await letters.list({ limit: 1, offset: 1 })).map((letter) => letter.id)).toEqual([idOf('b')]);
    expect(await letters.remove('notes', idOf('a'))).toBe(true);
    expect(await letters.remove('notes', idOf('a'))).toBe(false);
    expect(await letters.retry('notes', 'never-was')).toBe(false);
    broken = false;
    expect(await letters.retry('notes', idOf('b'))).toBe(true);
    expect(await letters.retryAll()).toBe(1);
    await healed.wait;
    expect(await letters.count()).toEqual({ notes: 0 });
    await letters.close();
  });

  it('beyond the bound push out the oldest dead letter, and that is said', async () => {
    const prefix = freshPrefix();
    const logger = recordingLogger();
    const dropped = occasion(2);
    const job = receiptJob(async () => {
      throw new Error('no');
    });
    const metrics = { attempt: () => undefined, stalled: () => undefined, dropped: dropped.happened };
    runtime = runtimeFor([job], { prefix, logger, metrics, concurrency: 1, limits: { keptDeadLetters: 1 } });
    await runtime.startWorkers();
    for (const id of ['a', 'b', 'c']) {
      await runtime.enqueue(job, { receiptId: id }, { jobId: idOf(id) });
      await jobEvent(prefix, 'notes', 'failed', idOf(id));
    }
    await dropped.wait;
    expect((await runtime.deadLetters.list()).map((letter) => letter.id)).toEqual([idOf('c')]);
    const said = logger.lines.filter((line) => line.message.includes('is dropped')).map((line) => line.fields);
    expect(said).toMatchObject([{ jobId: idOf('a') }, { jobId: idOf('b') }]);
  });

  it('of many at once leave as many dead letters as are kept, however their trimming overlaps', async () => {
    const [failing, kept] = [60, 5];
    const dropped = occasion(failing - kept);
    const job = receiptJob(async () => {
      throw new Error('no');
    });
    const metrics = { attempt: () => undefined, stalled: () => undefined, dropped: dropped.happened };
    const settings = { prefix: freshPrefix(), metrics, concurrency: 20, limits: { keptDeadLetters: kept } };
    runtime = runtimeFor([job], settings);
    for (let n = 0; n < failing; n++) await runtime.enqueue(job, { receiptId: `${n}` }, { jobId: idOf(`${n}`) });
    await runtime.startWorkers();
    await dropped.wait;
    expect(await runtime.deadLetters.list()).toHaveLength(kept);
    expect(dropped.count()).toBe(failing - kept);
  });
});
