import { eventsFindByIdentity, eventsListBySource } from '../cypher/generated/usage.js';
import { systemCaller } from '../src/kernel/caller.js';
import { readConfig } from '../src/kernel/config.js';
import { Graph } from '../src/kernel/graph.js';
import { newId } from '../src/kernel/values/ids.js';
import { listEvents } from '../src/usage/index.js';
import { startSecondStore } from '../test/kit/second-store.js';
import type { Bench } from './catalogue.js';
import { DAYS, identityOf, makeEvents, within } from './many-events.js';
import { compare, type Finding, median, type Side } from './measure.js';
import { rawDriver } from './world.js';

const MANY = 10_000_000;
const FEW = 100_000;
const PAGE_CACHE = '1g';
/** What ten million events and their indexes take while they are made, with some to spare. */
const NEEDS_GIGABYTES = 35;
/** Reads of one round, one after the other. */
const READS = 300;
const PAGE = 50;

/**
 * Two Neo4j beside each other under the product's schema, one with 100,000 metered events of a tenant, one with 10,000,000
 * of one (page cache 1 GB; the other has the usual 256 MB, which hold all of it), spread evenly over 35 days and made by raw `UNWIND`.
 * The product's own statements are run against both in turn, through its own driver: an event by source and external id,
 * anywhere in the period; the first 50 events of a source from some minute of some day on (as they are voided); and the last 50 of
 * a type and day, as the API lists them (two statements at once: receipts that are events are looked for too).
 *
 * A figure is the median of 300 reads, one after the other. Its own run: it takes half an hour and 20 GB of disk, which
 * are given back at the end.
 *
 * Not measured: external ids in random order (their index would not stay in the page cache while events come in); HTTP.
 */
export const tenMillion: Bench = {
  name: 'ten-million',
  promise: "a point read and a day's page take 1.3× as long among 10,000,000 events as among 100,000, or less",
  rounds: 9,
  isLong: true,
  async run({ rounds, say }) {
    const store = await startSecondStore(PAGE_CACHE, NEEDS_GIGABYTES);
    try {
      const few = await filled(readConfig().neo4j, FEW, say);
      const many = await filled(store, MANY, say);
      say(`the store holds ${store.gigabytes().toFixed(1)} GB; page cache ${PAGE_CACHE}`);
      const findings: Finding[] = [];
      for (const read of [pointRead, daysPage, daysEvents]) {
        const bound = { of: 'ratio', atMost: 1.3 } as const;
        const sides = { ours: sideOf(many, read), rival: sideOf(few, read) };
        findings.push(await compare({ what: read.what, unit: 'ms', bound, ...sides }, { rounds, warmUps: 3 }));
      }
      await Promise.all([few.graph.close(), many.graph.close()]);
      return findings;
    } finally {
      await store.remove();
    }
  },
};

/** A tenant with so many events. */
interface Filled {
  graph: Graph;
  tenantId: string;
  count: number;
}

async function filled(
  store: Parameters<typeof rawDriver>[0],
  count: number,
  say: (progress: string) => void,
): Promise<Filled> {
  const tenantId = newId();
  const driver = rawDriver(store);
  const rate = await makeEvents(driver, { tenantId, count }, count === MANY ? say : () => undefined);
  await driver.close();
  say(`${count.toLocaleString('en-US')} events made at ${Math.round(rate).toLocaleString('en-US')} a second`);
  return { graph: new Graph(store), tenantId, count };
}

/** One read of the product among so many events; gives how many rows it read. */
interface Read {
  what: string;
  rows: number;
  run(from: Filled): Promise<unknown[]>;
}

const pointRead: Read = {
  what: 'An event by source and external id',
  rows: 1,
  run: ({ graph, tenantId, count }) =>
    graph.read(eventsFindByIdentity, tenantId, { identities: [identityOf(Math.floor(Math.random() * count))] }),
};

const daysPage: Read = {
  what: `${PAGE} events of a source, from some minute of a day`,
  rows: PAGE,
  run: ({ graph, tenantId }) => {
    const day = Math.floor(Math.random() * (DAYS - 1));
    const period = { from: within(day, Math.random() / 2), to: within(day, 1) };
    return graph.read(eventsListBySource, tenantId, { source: identityOf(0).source, ...period, most: PAGE });
  },
};

const daysEvents: Read = {
  what: `${PAGE} events of one type and day, newest first, as the API lists them`,
  rows: PAGE,
  run: ({ graph, tenantId }) => {
    const day = Math.floor(Math.random() * (DAYS - 1));
    const period = { from: within(day, 0), to: within(day, 0.5 + Math.random() / 2) };
    const filter = { type: 'embedding', ...period };
    return listEvents({ graph }, systemCaller(tenantId, 'bench'), filter, { after: null, most: PAGE });
  },
};

const sideOf = (from: Filled, { run, rows }: Read): Side => ({
  name: `among ${from.count.toLocaleString('en-US')}`,
  async run() {
    const taken: number[] = [];
    for (let n = 0; n < READS; n++) {
      const startedAt = performance.now();
      const found = await run(from);
      taken.push(performance.now() - startedAt);
      if (found.length !== rows) throw new Error(`${found.length} rows were read`);
    }
    return median(taken);
  },
});
