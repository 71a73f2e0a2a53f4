import { setTimeout as after } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { SEAL } from '../../bin/compose.js';
import { createJobProducer, createJobRuntime, defineJob, jobIdOf } from '../../jobs/runtime/index.js';
import { createAccount } from '../../src/crm/index.js';
import { createSealer, type Listener } from '../../src/evidence/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { StoreProxy } from '../kit/proxy.js';
import { createWorld } from '../kit/world.js';
import { createQuote, dealsOf, lanes } from './quotes.js';
import { until } from './until.js';

const proxy = await StoreProxy.to(process.env.REDIS_URL as string);
const world = await createWorld({ environment: { REDIS_URL: proxy.url } });
const { composition, tenantId } = world;
const { log, logSettings, wake, fanOut, config } = composition;
const where = { redisUrl: config.redis.url, prefix: config.redis.prefix, logger: log };

/** The effect of a job: an account named after the quote's receipt, under the job's id as key. */
const noteQuote = defineJob({
  name: 'note-quote',
  queue: 'notes',
  payload: z.object({ receiptId: z.string() }),
  backoff: { baseMs: 100, maxMs: 1_000 },
  async run({ receiptId }, { deps, jobId }: { deps: typeof composition; jobId: string }) {
    const input = { name: `Account of ${receiptId}`, idempotencyKey: jobId };
    await createAccount(deps, systemCaller(tenantId, 'noter'), input);
  },
});
const producer = createJobProducer(where);
const runtime = createJobRuntime({ ...where, jobs: [noteQuote], deps: composition });

const noter: Listener = {
  name: 'noter',
  async tell(_tenantId, receipts) {
    const quotes = receipts.filter(({ step }) => step === 'CREATE_QUOTE');
    const entries = quotes.map(({ id }) => ({ jobId: jobIdOf('noter', id), payload: { receiptId: id } }));
    await producer.enqueueMany(noteQuote, entries);
  },
};
const sealer = createSealer(logSettings, { listeners: [noter], log, serves: (tenant) => tenant === tenantId });
const sealing = wake.onWake(SEAL, async () => void (await sealer.run()), { pollMs: 500 });
afterAll(async () => {
  await sealing.stop();
  await runtime.close();
  await producer.close();
  await proxy.close();
});

const quoteReceipts = async () => {
  const rows = await world.cypher<{ id: string; leafIndex: number | null }>(
    `MATCH (r:Receipt {tenantId: $tenantId, step: 'CREATE_QUOTE'}) WHERE r.createdAt IS NOT NULL
     RETURN r.id AS id, r.leafIndex AS leafIndex`,
  );
  return rows;
};
const effects = () =>
  world.cypher<{ name: string; steps: string[] }>(
    `MATCH (a:Account {tenantId: $tenantId}) WHERE a.id IS NOT NULL
     RETURN a.name AS name, [(r:Receipt)-[:EVIDENCES]->(a) | r.step] AS steps`,
  );

const AWAY_MS = 20_000;

describe('while Redis is away for 20 s', () => {
  it('writes are acknowledged; afterwards they are sealed and announced, and every job has its effect once', async () => {
    await runtime.startWorkers();
    const ae = await world.as('ae');
    const deals = await dealsOf(world, 5);
    const events = await fanOut.subscribe({ tenantId, name: 'approvals' });

    await proxy.goAway();
    const over = after(AWAY_MS);
    const write = (numbers: number[]) =>
      lanes(numbers, 8, async (number) => {
        const opportunityId = deals.opportunityIds[number % 5] as string;
        const { data } = await createQuote(ae, deals, opportunityId, `${number}`);
        expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
      });
    await write([...Array(40).keys()]);
    const notReady = await world.anyone().http('GET', '/readyz');
    expect([notReady.status, await notReady.json()]).toMatchObject([503, { checks: { graph: 'ok' } }]);
    // Takes the 5 s that a subscriber waits for Redis.
    const refused = await fanOut.subscribe({ tenantId, name: 'leads' }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'UNAVAILABLE', message: expect.not.stringMatching(/redis|127\.0\.0\.1/i) });
    await over;
    await write([40, 41, 42, 43, 44]);
    await proxy.comeBack();

    // Whoever followed is told that something may be missing.
    expect(await events.next()).toMatchObject({ value: { kind: 'gap' } });
    const done = await until(effects, (seen) => seen.length >= 45);
    const receipts = await quoteReceipts();
    expect(receipts).toHaveLength(45);
    expect(receipts.filter(({ leafIndex }) => leafIndex === null)).toEqual([]);
    expect(done.map(({ name }) => name).sort()).toEqual(receipts.map(({ id }) => `Account of ${id}`).sort());
    for (const { steps } of done) expect(steps).toEqual(['CREATE_ACCOUNT']);
    await until(
      async () => (await world.anyone().http('GET', '/readyz')).status,
      (status) => status === 200,
    );
    expect(await runtime.deadLetters.list()).toEqual([]);
  }, 120_000);
});
