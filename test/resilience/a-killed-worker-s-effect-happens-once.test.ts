import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createJobProducer, defineJob, jobIdOf } from '../../jobs/runtime/index.js';
import { jobEvent } from '../jobs/job-world.js';
import { createWorld } from '../kit/world.js';
import { ProductProcess } from './processes.js';

const world = await createWorld();
const { redis } = world.composition.config;
const job = defineJob({
  name: 'note-receipt',
  queue: 'notes',
  payload: z.object({ receiptId: z.string() }),
  run: async () => undefined,
});
const jobId = jobIdOf('noter', 'r1');

const startWorker = (afterwards: 'hang' | 'end') =>
  ProductProcess.start('./worker-with-an-effect.mjs', { REDIS_PREFIX: redis.prefix }, [world.tenantId, afterwards]);

describe('a worker that is killed between its effect and its acknowledgement', () => {
  it('leaves one effect: the next worker runs the job again and finds it done', async () => {
    const producer = createJobProducer({ redisUrl: redis.url, prefix: redis.prefix, logger: world.composition.log });
    await producer.enqueue(job, { receiptId: 'r1' }, { jobId });
    const first = startWorker('hang');
    await first.says('effect AccountCreated');
    first.tell('SIGKILL');
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });

    const second = startWorker('end');
    await second.says('effect AccountCreated');
    await jobEvent(redis.prefix, 'notes', 'completed', jobId);
    expect(
      await world.cypher(`MATCH (a:Account {tenantId: $tenantId}) WHERE a.id IS NOT NULL
        RETURN a.name AS name, [(r:Receipt)-[:EVIDENCES]->(a) | r.step] AS steps`),
    ).toEqual([{ name: 'Account of r1', steps: ['CREATE_ACCOUNT'] }]);
    second.tell('SIGTERM');
    expect(await second.ended).toMatchObject({ code: 0, stderr: '' });
    await producer.close();
  }, 60_000);
});
