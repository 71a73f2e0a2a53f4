import {
  type DeadLetter,
  type DeadLetters,
  openDeadLetters,
  QueueUnreachable,
  queueNames,
} from '../../jobs/runtime/index.js';
import { createLogger } from '../../schema/edge/logging.js';
import { readConfig } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import { JOBS } from '../work.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';

const LIST_USAGE = 'revgraph jobs list [--queue QUEUE] [--limit 50] [--json]';
const SHOW_USAGE = 'revgraph jobs show <queue> <id>';
const RETRY_USAGE = 'revgraph jobs retry <queue> <id>, or revgraph jobs retry --all [--queue QUEUE]';

export const jobsListCommand: Command = {
  usage: LIST_USAGE,
  async run(args) {
    const options = {
      queue: { type: 'string' },
      limit: { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
    } as const;
    const { values } = readArguments(args, options, { usage: LIST_USAGE });
    const limit = Number(values.limit);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new StartupError('--limit is from 1 to 1000.');
    return withDeadLetters(values.queue, async (letters) => {
      const found = await letters.list({ limit, ...(values.queue === undefined ? {} : { queue: values.queue }) });
      if (values.json) console.log(JSON.stringify(found, null, 2));
      else console.log(found.length === 0 ? 'No job has failed for good.' : found.map(line).join('\n'));
      return 0;
    });
  },
};

export const jobsShowCommand: Command = {
  usage: SHOW_USAGE,
  async run(args) {
    const { positionals } = readArguments(args, {}, { least: 2, most: 2, usage: SHOW_USAGE });
    const [queue, id] = positionals as [string, string];
    return withDeadLetters(queue, async (letters) => {
      const letter = await letters.find(queue, id);
      if (!letter) throw notThere(queue, id);
      const { stack, payload, ...known } = letter;
      console.log(JSON.stringify({ ...known, payload }, null, 2));
      if (stack) console.log(stack);
      return 0;
    });
  },
};

export const jobsRetryCommand: Command = {
  usage: RETRY_USAGE,
  async run(args) {
    const options = { all: { type: 'boolean', default: false }, queue: { type: 'string' } } as const;
    const { values, positionals } = readArguments(args, options, { most: 2, usage: RETRY_USAGE });
    const [queue, id] = positionals;
    if (values.all && positionals.length === 0) {
      return withDeadLetters(values.queue, async (letters) => {
        console.log(`${await letters.retryAll(values.queue)} jobs run again.`);
        return 0;
      });
    }
    if (queue === undefined || id === undefined || values.all) throw new StartupError(`Say which: ${RETRY_USAGE}.`);
    return withDeadLetters(queue, async (letters) => {
      if (!(await letters.retry(queue, id))) throw notThere(queue, id);
      console.log(`${id} runs again.`);
      return 0;
    });
  },
};

const notThere = (queue: string, id: string) => new StartupError(`Queue ${queue} has no failed job ${id}.`);

const line = ({ failedAt, queue, job, id, attempts, reason }: DeadLetter): string =>
  `${failedAt}  ${queue}  ${id}\n  ${job}, tried ${attempts} times: ${reason}`;

async function withDeadLetters<T>(queue: string | undefined, work: (letters: DeadLetters) => Promise<T>): Promise<T> {
  const queues = queueNames(JOBS);
  if (queue !== undefined && !queues.includes(queue)) {
    throw new StartupError(`There is no queue "${queue}"; there are: ${queues.join(', ')}.`);
  }
  const { redis, logLevel } = readConfig();
  const logger = createLogger(logLevel === 'info' ? 'warn' : logLevel);
  const letters = openDeadLetters({ redisUrl: redis.url, prefix: redis.prefix, logger, queues });
  try {
    return await work(letters);
  } catch (error) {
    if (!(error instanceof QueueUnreachable)) throw error;
    throw new StartupError('Redis does not answer: npm start starts the local one, REDIS_URL names another.', {
      cause: error,
    });
  } finally {
    await letters.close();
  }
}
