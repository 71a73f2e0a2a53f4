/**
 * A worker process that removes what is expired of one tenant, and stops for ever at a place. Arguments: tenant, the instant that it is
 * (ms), the place (`before-commit`, `after-commit`, `before-receipt` or `nowhere`). Says `there` on its standard output when it has come to the place.
 */
import { z } from 'zod';
import { runProcess } from '../../dist/bin/process.js';
import { createJobRuntime, defineJob } from '../../dist/jobs/runtime/index.js';
import { removeExpired } from '../../dist/src/usage/index.js';

const [tenantId, now, place] = process.argv.slice(2);
const MOST_RUNS = 5;
const job = defineJob({
  name: 'remove-of-one',
  queue: 'removals-of-one',
  payload: z.object({}),
  async run(_, { deps, signal }) {
    const runtime = stopping(deps);
    // What is summed up may wait for its seal for longer than one run does: it comes round again.
    for (let run = 0; run < MOST_RUNS; run++) {
      const { removed } = await removeExpired(runtime, tenantId, signal);
      if (removed > 0) break;
    }
    console.log('removed');
  },
});

async function stop() {
  console.log('there');
  await new Promise(() => undefined);
}

/** The first transaction that removes something is the one that it stops in or after. */
function stopping({ graph, unitOfWork, ...deps }) {
  let hasRemoved = false;
  const transact = async (body, askedAt) => {
    let isRemoval = false;
    const value = await graph.transact(async (tx) => {
      const done = await body(tx);
      isRemoval = done.commit;
      hasRemoved ||= isRemoval;
      if (isRemoval && place === 'before-commit') await stop();
      return done;
    }, askedAt);
    if (isRemoval && place === 'after-commit') await stop();
    return value;
  };
  const write = async (spec, body) => {
    if (place === 'before-receipt' && hasRemoved) await stop();
    return unitOfWork.write(spec, body);
  };
  return {
    ...deps,
    clock: { now: () => Number(now) },
    graph: { read: graph.read.bind(graph), transact },
    unitOfWork: { write },
  };
}

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
