import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newId } from '../src/kernel/values/ids.js';
import { epochMs, instantOf } from '../src/kernel/values/instants.js';
import { createApiKey } from '../src/tenancy/index.js';
import { removeExpired, rollUpUsage, usageTotal } from '../src/usage/index.js';
import { WORLD_START, type World } from '../test/kit/fresh-world.js';
import { ServerProcess } from '../test/kit/server-process.js';
import type { Bench } from './catalogue.js';
import { eventOf, post } from './ingest.js';
import { finding, inFlight } from './measure.js';
import { inFreshWorld, rawDriver, wanted } from './world.js';

const EXPIRED = 1_000_000;
/** They came in over so many days, of which the last was so many days ago: past the 30 of raw events, within those of identities. */
const DAYS = 4;
const DAYS_AGO = 31;
const DAY_MS = 86_400_000;
const QUARTER_MS = 15 * 60_000;
/** Events of one transaction while they are made, and quarter hours of one mark. */
const MADE_AT_ONCE = 5_000;
const MARKED = 96;
/** Events of one request, requests of one round, and how many are under way. */
const BATCH = 500;
const BATCHES = 40;
const AT_ONCE = 4;

/**
 * A tenant with 1,000,000 metered events of four days, summed up and sealed, whose 30 days are over. Events come in over HTTP, 500 a request
 * and 4 requests at once, to an API process of its own, round after round: before the removal, while the removal goes on, and
 * after it. The removal is the product's, in the process of the bench, which also makes the requests.
 *
 * The rate of rounds during the removal against that of rounds before and after it; the time from the first transaction of the removal to
 * its receipt; and the figures of those days, which must be the same afterwards.
 *
 * Not measured: roll-ups at the same time; the end of identities, some days later.
 */
export const retention: Bench = {
  name: 'retention',
  promise: '1,000,000 expired events are removed within 10 minutes, while events come in at 0.8× the rate or more',
  rounds: 5,
  isLong: true,
  run: ({ rounds, say }) =>
    inFreshWorld({}, async (world) => {
      await makeExpired(world, say);
      const before = await figures(world);
      const api = await ServerProcess.start(fileURLToPath(new URL('../bin/api.js', import.meta.url)));
      try {
        const ingest = await ingestOf(world, api.url);
        const apart = [];
        for (let round = -2; round < rounds; round++) {
          const rate = await ingest();
          if (round >= 0) apart.push(rate);
        }
        say('removing');
        const { during, minutes } = await removeUnder(world, ingest);
        for (let round = 0; round < rounds; round++) apart.push(await ingest());
        if ((await figures(world)) !== before) throw new Error('The removal changed what the events came to');
        const time = { name: `${EXPIRED.toLocaleString('en-US')} events removed`, rounds: [minutes] };
        return [
          finding('Removal while events come in', 'minutes', { of: 'ours', atMost: 10 }, time),
          finding(
            'Events coming in',
            'events a second',
            { of: 'ratio', atLeast: 0.8 },
            { name: 'during the removal', rounds: during },
            { name: 'before and after it', rounds: apart },
          ),
        ];
      } finally {
        await api.stop();
      }
    }),
};

async function removeUnder(world: World, ingest: () => Promise<number>) {
  const startedAt = performance.now();
  let minutes = 0;
  const removal = removeExpired(world.composition, world.tenantId).then(({ removed }) => {
    if (removed !== EXPIRED) throw new Error(`${removed} events were removed`);
    minutes = (performance.now() - startedAt) / 60_000;
  });
  const during: number[] = [];
  while (minutes === 0) {
    const round = ingest();
    await Promise.race([removal, delay(1_000)]);
    during.push(await round);
  }
  // The last round outlived the removal.
  during.pop();
  await removal;
  return { during, minutes };
}

/** One round of events over HTTP; gives how many came in a second. */
async function ingestOf(world: World, url: string): Promise<() => Promise<number>> {
  const asked = { name: 'bench', scopes: ['events:write'] };
  const made = await createApiKey(world.composition, world.caller('admin'), asked);
  const key = wanted(made, 'ApiKeyCreated').secret ?? '';
  return async () => {
    const batches = Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, (_, n) => eventOf(n)));
    const { seconds } = await inFlight(AT_ONCE, BATCHES, (n) => post(url, key, batches[n] as object[]));
    return (BATCH * BATCHES) / seconds;
  };
}

const LAST = epochMs(WORLD_START) - DAYS_AGO * DAY_MS;
const FROM = Math.floor((LAST - DAYS * DAY_MS) / QUARTER_MS) * QUARTER_MS;

const figures = async ({ composition, tenantId }: World): Promise<string> =>
  JSON.stringify(await usageTotal(composition, tenantId, { from: instantOf(FROM), to: WORLD_START }));

function rowOf(n: number) {
  const at = FROM + Math.floor(((n + 0.5) / EXPIRED) * (LAST - FROM));
  const { userId, metadata } = eventOf(n % 1_000);
  return {
    ...{ id: newId(), source: 'bench', externalId: newId(), type: 'api_call', category: 'usage', retention: 'metered' },
    ...{ occurredAt: instantOf(at), ingestedAt: instantOf(at + 2_000), userId, workspaceId: `workspace-${n % 20}` },
    ...{ metadata: JSON.stringify(metadata), contentSha256: '0'.repeat(64) },
  };
}

/** Makes the events by raw `UNWIND`, and has them summed up and sealed. */
async function makeExpired(world: World, say: (progress: string) => void): Promise<void> {
  const { composition, tenantId } = world;
  const driver = rawDriver(composition.config.neo4j);
  const create = (label: string, rows: object[]) =>
    driver.executeQuery(`UNWIND $rows AS row CREATE (n:${label} {tenantId: $tenantId}) SET n += row`, {
      tenantId,
      rows,
    });
  await inFlight(AT_ONCE, EXPIRED / MADE_AT_ONCE, (batch) =>
    create(
      'Event',
      Array.from({ length: MADE_AT_ONCE }, (_, n) => rowOf(batch * MADE_AT_ONCE + n)),
    ),
  );
  const quarters = Array.from({ length: Math.ceil((LAST - FROM) / QUARTER_MS) }, (_, n) =>
    instantOf(FROM + n * QUARTER_MS),
  );
  for (let n = 0; n < quarters.length; n += MARKED) {
    await create('IngestMark', [{ id: newId(), quarters: quarters.slice(n, n + MARKED) }]);
  }
  await driver.close();
  say(`${EXPIRED.toLocaleString('en-US')} events are there`);
  await rollUpUsage(composition, tenantId);
  await world.settle();
  say('they are summed up and sealed');
}
