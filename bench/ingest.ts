import { fileURLToPath } from 'node:url';
import type { Driver } from 'neo4j-driver';
import { newId } from '../src/kernel/values/ids.js';
import { createApiKey } from '../src/tenancy/index.js';
import type { World } from '../test/kit/fresh-world.js';
import { ServerProcess } from '../test/kit/server-process.js';
import type { Bench } from './catalogue.js';
import { compare, finding, inFlight } from './measure.js';
import { inFreshWorld, rawDriver, wanted } from './world.js';

/** Events of one request, and of one transaction of the rival. */
const BATCH = 500;
/** Requests of one round. */
const BATCHES = 40;
const AT_ONCE = 4;

/**
 * Metered events (`api_call` with tokens, cost, latency, status and model) by `POST /v1/events`, 500 a request, 4 requests at once, to
 * an API process of its own: key, limits, parsing, checks, content hash, identity under its constraint, a result for each.
 * Every event is new.
 *
 * Against the same rows, ready made, by the driver: `UNWIND` of 500 a transaction that creates the same nodes under the
 * same constraints and indexes, 4 transactions at once. It checks nothing, and a row that was there would fail it.
 *
 * Not measured: catalogued events (slots, counters and receipts besides).
 */
export const ingest: Bench = {
  name: 'ingest',
  promise: 'events come in over HTTP at 0.5× the rate of a raw UNWIND or more, in 300 MB',
  rounds: 5,
  run: ({ rounds }) =>
    inFreshWorld({}, async (world) => {
      const driver = rawDriver(world.composition.config.neo4j);
      const api = await ServerProcess.start(fileURLToPath(new URL('../bin/api.js', import.meta.url)));
      try {
        const made = await createApiKey(world.composition, world.caller('admin'), {
          name: 'bench',
          scopes: ['events:write'],
        });
        const key = wanted(made, 'ApiKeyCreated').secret ?? '';
        const rate = await compare(
          {
            what: `${(BATCH * BATCHES).toLocaleString('en-US')} new events, ${BATCH} at a time`,
            unit: 'events a second',
            bound: { of: 'ratio', atLeast: 0.5 },
            ours: { name: 'POST /v1/events', run: () => round((batch) => post(api.url, key, batch)) },
            rival: { name: 'UNWIND, the same nodes', run: () => round((batch) => create(driver, world, batch)) },
          },
          { rounds, warmUps: 2 },
        );
        const held = { name: 'the API process held at most', rounds: [api.peakMb()] };
        return [rate, finding('Memory under that load', 'MB', { of: 'ours', atMost: 300 }, held)];
      } finally {
        await api.stop();
        await driver.close();
      }
    }),
};

async function round(send: (batch: object[]) => Promise<void>): Promise<number> {
  const batches = Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, (_, n) => eventOf(n)));
  const { seconds } = await inFlight(AT_ONCE, BATCHES, (n) => send(batches[n] as object[]));
  return (BATCH * BATCHES) / seconds;
}

/** An API call of now, with an id of its own. */
export const eventOf = (n: number) => ({
  externalId: newId(),
  source: 'bench',
  type: 'api_call',
  occurredAt: new Date().toISOString(),
  userId: `user-${n % 50}`,
  metadata: {
    tokens: n,
    cost_nano_usd: n * 20,
    latency_ms: n % 900,
    status_code: n % 50 ? 200 : 429,
    model: 'embed-2',
  },
});

/** Sends a batch of new events to an API process, and throws unless each is accepted. */
export async function post(url: string, key: string, events: object[]): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify({ events }) });
  const { results } = (await response.json()) as { results?: { result: string }[] };
  const accepted = results?.filter(({ result }) => result === 'accepted').length;
  if (accepted !== events.length) throw new Error(`${accepted} of ${events.length} were accepted (${response.status})`);
}

const RAW = 'UNWIND $rows AS row CREATE (event:Event {tenantId: $tenantId}) SET event += row';

async function create(driver: Driver, { tenantId }: World, events: object[]): Promise<void> {
  const at = new Date().toISOString();
  const rows = (events as ReturnType<typeof eventOf>[]).map(({ metadata, ...event }) => ({
    ...event,
    id: newId(),
    category: 'usage',
    ingestedAt: at,
    metadata: JSON.stringify(metadata),
    contentSha256: '0'.repeat(64),
    retention: 'metered',
  }));
  const session = driver.session();
  await session.executeWrite((tx) => tx.run(RAW, { tenantId, rows }));
  await session.close();
}
