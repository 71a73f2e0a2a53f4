import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { defineSchedule, jobIdOf } from '../../jobs/runtime/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import { freshPrefix, jobEvent, occasion, receiptJob, runtimeFor } from './job-world.js';

const HOUR_MS = 3_600_000;
const realNow = Date.now;
const anHourAhead = () => jest.spyOn(Date, 'now').mockImplementation(() => realNow() + HOUR_MS);
/** Looked for as often as a test can wait for. */
const limits = { putOffCheckMs: 50 };

describe('what a worker with a clock an hour ahead put off', () => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const each of opened.splice(0)) await each.close();
  });

  it('is done soon after: the next run of an interval', async () => {
    const ran = occasion(2);
    const prefix = freshPrefix();
    const job = receiptJob(async () => ran.happened());
    const schedule = defineSchedule({ id: 'sweep', job, payload: { receiptId: 'r' }, due: { everyMs: 1_000 } });
    const wrong = runtimeFor([job], { prefix });
    const right = runtimeFor([job], { prefix, limits });
    opened.push(wrong, right);
    anHourAhead();
    await wrong.schedule([schedule]);
    jest.restoreAllMocks();
    await right.schedule([schedule]);
    await right.startWorkers();
    await ran.wait;
  });

  it('is done soon after: the repetition of a job that found its store away', async () => {
    const prefix = freshPrefix();
    const done = occasion();
    const waiting = receiptJob(async ({ receiptId }, { attempt }) => {
      if (receiptId !== 'r1' || isRight) return done.happened();
      expect(attempt).toBe(1);
      throw new CodedError('UNAVAILABLE', 'away');
    });
    let isRight = false;
    const right = runtimeFor([waiting], { prefix, limits });
    const wrong = runtimeFor([waiting], { prefix });
    opened.push(right);
    const jobId = jobIdOf('noter', 'r1');
    anHourAhead();
    await wrong.startWorkers();
    await wrong.enqueue(waiting, { receiptId: 'r1' }, { jobId });
    await jobEvent(prefix, 'notes', 'delayed', jobId);
    await wrong.close();
    jest.restoreAllMocks();
    isRight = true;
    await right.startWorkers();
    await done.wait;
  });

  it('is left alone where it was queued to wait', async () => {
    const prefix = freshPrefix();
    const ran: string[] = [];
    const done = occasion();
    const job = receiptJob(async ({ receiptId }) => {
      ran.push(receiptId);
      done.happened();
    });
    const right = runtimeFor([job], { prefix, limits });
    opened.push(right);
    await right.enqueue(job, { receiptId: 'later' }, { jobId: 'later', delayMs: HOUR_MS });
    await right.startWorkers();
    // Ten looks long.
    await right.enqueue(job, { receiptId: 'soon' }, { jobId: 'soon', delayMs: 500 });
    await done.wait;
    expect(ran).toEqual(['soon']);
  });
});
