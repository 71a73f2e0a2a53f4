/**
 * A worker process for one test: runs the job `note-receipt` and says `started` on its standard output when it does, then
 * never ends by itself. Arguments: Redis URL, key prefix, limits as JSON. The runtime is the compiled one.
 */
import { z } from 'zod';
import { createJobRuntime, defineJob } from '../../dist/jobs/runtime/index.js';

const [redisUrl, prefix, limits] = process.argv.slice(2);
const silent = () => undefined;
const job = defineJob({
  name: 'note-receipt',
  queue: 'notes',
  payload: z.object({ receiptId: z.string() }),
  attempts: 1,
  run: async () => {
    console.log('started');
    await new Promise(() => undefined);
  },
});
const runtime = createJobRuntime({
  redisUrl,
  prefix,
  limits: JSON.parse(limits),
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  jobs: [job],
  deps: undefined,
});
await runtime.startWorkers();
