import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routingJobs } from '../../jobs/routing/index.js';
import { defineJob, jobIdOf, PermanentFailure } from '../../jobs/runtime/index.js';
import { freshPrefix, receiptPayload, runtimeFor } from '../jobs/job-world.js';
import { revgraph } from './command-line.js';

const QUEUE = routingJobs[0]?.queue as string;
const ID = jobIdOf('router', 'r-1');
const prefix = freshPrefix();
const jobs = (...args: string[]) => revgraph(['jobs', ...args], { REDIS_PREFIX: prefix });
const runtime = runtimeFor(
  [
    defineJob({
      name: 'note-receipt',
      queue: QUEUE,
      payload: receiptPayload,
      run: async () => {
        throw new PermanentFailure('the lead is gone');
      },
    }),
  ],
  { prefix },
);

beforeAll(async () => {
  await runtime.startWorkers();
  const job = {
    name: 'note-receipt',
    queue: QUEUE,
    payload: receiptPayload,
    attempts: 1,
    backoff: { baseMs: 1, maxMs: 2 },
  };
  await runtime.enqueue(job, { receiptId: 'r-1' }, { jobId: ID });
  for (let n = 0; n < 200 && (await runtime.deadLetters.count())[QUEUE] !== 1; n++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  // No worker is left, so that what is retried waits.
  await runtime.close();
});
afterAll(() => runtime.close());

describe('a job that failed for good', () => {
  it('is listed, shown with payload and reason, and runs again when it is told to', async () => {
    const list = await jobs('list');
    expect([list.code, list.out]).toEqual([
      0,
      expect.stringContaining(`${QUEUE}  ${ID}\n  note-receipt, tried 1 times: the lead is gone`),
    ]);
    expect(JSON.parse((await jobs('list', '--json')).out)).toHaveLength(1);
    expect((await jobs('show', QUEUE, ID)).out).toContain('"receiptId": "r-1"');
    expect(await jobs('retry', QUEUE, ID)).toMatchObject({ code: 0, out: `${ID} runs again.\n` });
    expect((await jobs('list')).out).toBe('No job has failed for good.\n');
  });

  it.each([
    [['show', QUEUE, 'router_nothing'], `Queue ${QUEUE} has no failed job router_nothing.`],
    [['retry', QUEUE], 'Say which: revgraph jobs retry <queue> <id>, or revgraph jobs retry --all [--queue QUEUE].'],
    [['list', '--limit', '0'], '--limit is from 1 to 1000.'],
  ])('%j: says in one sentence what is wrong', async (args, sentence) => {
    expect(await jobs(...args)).toEqual({ code: 1, out: '', err: `${sentence}\n` });
  });

  it('cannot be looked for where there is no queue, or no Redis', async () => {
    expect((await jobs('list', '--queue', 'nowhere')).err).toMatch(/^There is no queue "nowhere"; there are: .*\n$/);
    const away = await revgraph(['jobs', 'list'], { REDIS_URL: 'redis://127.0.0.1:9' });
    expect([away.code, away.err]).toEqual([
      1,
      'Redis does not answer: npm start starts the local one, REDIS_URL names another.\n',
    ]);
  });
});
