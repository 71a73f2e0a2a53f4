/**
 * A worker process with one job, which adds an account through its use case, under the job's id as key. Arguments: tenant,
 * and what the job does after its effect: `hang` (never ends), `wait` (until a line comes on standard input) or `end`.
 * Says `effect` on its standard output when the account is there.
 */
import { once } from 'node:events';
import { z } from 'zod';
import { runProcess } from '../../dist/bin/process.js';
import { createJobRuntime, defineJob } from '../../dist/jobs/runtime/index.js';
import { createAccount } from '../../dist/src/crm/index.js';
import { systemCaller } from '../../dist/src/kernel/caller.js';

const [tenantId, afterwards] = process.argv.slice(2);
const job = defineJob({
  name: 'note-receipt',
  queue: 'notes',
  payload: z.object({ receiptId: z.string() }),
  async run({ receiptId }, { deps, jobId }) {
    const input = { name: `Account of ${receiptId}`, idempotencyKey: jobId };
    const { __typename, accountId } = await createAccount(deps, systemCaller(tenantId, 'noter'), input);
    console.log(`effect ${__typename} ${accountId}`);
    if (afterwards === 'hang') await new Promise(() => undefined);
    if (afterwards === 'wait') await once(process.stdin, 'data');
    console.log('finished');
  },
});

await runProcess('worker', async (composition) => {
  const runtime = createJobRuntime({
    redisUrl: composition.config.redis.url,
    prefix: composition.config.redis.prefix,
    jobs: [job],
    deps: composition,
    logger: composition.log,
    limits: { lockMs: 500, stalledCheckMs: 200 },
  });
  await runtime.startWorkers();
  return { stop: () => runtime.close() };
});
