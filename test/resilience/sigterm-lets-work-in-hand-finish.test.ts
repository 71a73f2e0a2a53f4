import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createJobProducer, defineJob, jobIdOf } from '../../jobs/runtime/index.js';
import { workflowId } from '../../src/kernel/receipts.js';
import { Client } from '../kit/client.js';
import { tokenFor } from '../kit/tokens.js';
import { createWorld } from '../kit/world.js';
import { ProductProcess } from './processes.js';
import { createQuote, dealsOf } from './quotes.js';
import { until } from './until.js';

const world = await createWorld();
const { config, graph } = world.composition;

/** Holds the lock of a deal's chain until it is let go of. */
async function holdLock(opportunityId: string): Promise<{ release: () => void; released: Promise<unknown> }> {
  const text = 'MATCH (head:RevWorkflow {tenantId: $tenantId, id: $id}) SET head._lock = true RETURN head.id AS id';
  let release: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    release = resolve;
  });
  let hasLocked: () => void = () => undefined;
  const locked = new Promise<void>((resolve) => {
    hasLocked = resolve;
  });
  const released = graph.transact(async (tx) => {
    await tx.run({ text }, { tenantId: world.tenantId, id: workflowId('deal', opportunityId) });
    hasLocked();
    await asked;
    return { commit: false, value: null };
  });
  await locked;
  return { release, released };
}

/** How many of this deal's writes are under way in the database. */
const underWay = async (opportunityId: string) => {
  const rows = await world.cypher(
    `SHOW TRANSACTIONS YIELD transactionId, parameters
     WHERE parameters.opportunityId = $opportunityId RETURN transactionId`,
    { opportunityId },
  );
  return rows.length;
};

describe('SIGTERM', () => {
  it('lets the requests that the API has in hand finish, refuses new ones, and ends with 0 within 10 s', async () => {
    const deals = await dealsOf(world, 1);
    const [opportunityId = ''] = deals.opportunityIds;
    await createQuote(await world.as('ae'), deals, opportunityId, 'before');
    const api = ProductProcess.start('../../dist/bin/api.js', { PORT: '0', REDIS_PREFIX: config.redis.prefix });
    const said = await api.says('"started"');
    const url = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1] as string;
    const ae = new Client(url, await tokenFor(config, world.tenantId, 'ae@test', { nowMs: Date.now() }));

    const lock = await holdLock(opportunityId);
    const inHand = [1, 2, 3].map((number) => createQuote(ae, deals, opportunityId, `in-hand-${number}`));
    await until(
      () => underWay(opportunityId),
      (count) => count === 3,
    );
    api.tell('SIGTERM');
    await api.says('"stopping"');
    await until(
      () =>
        ae.http('GET', '/healthz').then(
          (answer) => answer.status,
          () => 'refused',
        ),
      (answer) => answer === 'refused' || answer === 503,
    );
    lock.release();
    await lock.released;
    for (const { data, errors } of await Promise.all(inHand)) {
      expect(errors).toBeUndefined();
      expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
    }
    const end = await api.ended;
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.ms).toBeLessThan(10_000);
  }, 60_000);

  it('lets the job that a worker runs finish, and ends with 0 within 10 s', async () => {
    const { redis } = config;
    const job = defineJob({
      name: 'note-receipt',
      queue: 'notes',
      payload: z.object({ receiptId: z.string() }),
      run: async () => undefined,
    });
    const producer = createJobProducer({ redisUrl: redis.url, prefix: redis.prefix, logger: world.composition.log });
    const worker = ProductProcess.start('./worker-with-an-effect.mjs', { REDIS_PREFIX: redis.prefix }, [
      world.tenantId,
      'wait',
    ]);
    await worker.says('"started"');
    await producer.enqueue(job, { receiptId: 'r1' }, { jobId: jobIdOf('noter', 'r1') });
    await worker.says('effect AccountCreated');
    worker.tell('SIGTERM');
    await worker.says('"stopping"');
    worker.write('go on');
    await worker.says('finished');
    const end = await worker.ended;
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.ms).toBeLessThan(10_000);
    await producer.close();
  }, 60_000);
});
