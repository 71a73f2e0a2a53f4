import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type JobRuntime, jobIdOf } from '../../jobs/runtime/index.js';
import { freshPrefix, jobEvent, receiptJob, recordingLogger, redisUrl, runtimeFor } from './job-world.js';

const SCRIPT = fileURLToPath(new URL('./worker-to-be-killed.mjs', import.meta.url));

describe('a job whose worker process is killed', () => {
  const jobId = jobIdOf('noter', 'r1');
  const limits = { lockMs: 500, stalledCheckMs: 200, maxStalls: 1 };
  let child: ChildProcess;
  let runtime: JobRuntime;

  afterEach(async () => {
    child.kill('SIGKILL');
    await runtime.close();
  });

  /** A worker that has begun the job and is then killed in the middle of it. */
  async function dieInTheJob(prefix: string): Promise<void> {
    child = spawn(process.execPath, [SCRIPT, redisUrl(), prefix, JSON.stringify(limits)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const [said] = await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
    expect(String(said).trim()).toBe('started');
    const gone = once(child, 'exit');
    process.kill(child.pid ?? 0, 'SIGKILL');
    await gone;
  }

  it('runs once more on another worker, although it may be attempted only once', async () => {
    const prefix = freshPrefix();
    const logger = recordingLogger();
    const ran: string[] = [];
    const job = receiptJob(async ({ receiptId }) => {
      ran.push(receiptId);
    });
    runtime = runtimeFor([job], { prefix, limits, logger });
    await runtime.enqueue(job, { receiptId: 'r1' }, { jobId });
    await dieInTheJob(prefix);
    await runtime.startWorkers();
    await jobEvent(prefix, 'notes', 'completed', jobId);
    expect(ran).toEqual(['r1']);
    expect(logger.lines.map((line) => line.fields)).toContainEqual({ queue: 'notes', jobId });
  });

  it('is a dead letter when it takes one worker after the other down, and can be retried from there', async () => {
    const prefix = freshPrefix();
    const ran: string[] = [];
    const job = receiptJob(async ({ receiptId }) => {
      ran.push(receiptId);
    });
    runtime = runtimeFor([job], { prefix, limits });
    await runtime.enqueue(job, { receiptId: 'r1' }, { jobId });
    await dieInTheJob(prefix);
    await dieInTheJob(prefix);
    await runtime.startWorkers();
    await jobEvent(prefix, 'notes', 'failed', jobId);
    expect(ran).toEqual([]);

    expect(await runtime.enqueue(job, { receiptId: 'r1' }, { jobId })).toBe('retried');
    await jobEvent(prefix, 'notes', 'completed', jobId);
    expect(ran).toEqual(['r1']);
  });
});
