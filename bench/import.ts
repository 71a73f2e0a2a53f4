import { once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import neo4j, { type Driver } from 'neo4j-driver';
import { importFile } from '../src/crm/index.js';
import { newId } from '../src/kernel/values/ids.js';
import { WORLD_START, type World } from '../test/kit/fresh-world.js';
import { ServerProcess } from '../test/kit/server-process.js';
import { tokenFor } from '../test/kit/tokens.js';
import type { Bench } from './catalogue.js';
import { compare, type Finding, finding } from './measure.js';
import { imported, inFreshWorld, rawDriver, wanted } from './world.js';

/** Rows of one round. */
const ROWS = 20_000;
/** As the product writes them: 500 a transaction. */
const BATCH = 500;
const STREAMED = 1_000_000;
const ACCOUNTS = 200;
const PRODUCTS = 7;
const PEOPLE = ['ae', 'sdr', 'manager'];

/**
 * Opportunities as a CRM exports them (name, stage, owner, account, product, amount, two dates), from CSV in memory: the
 * product's import reads, checks, looks up owners, accounts and products, makes nodes and edges under their constraint, and
 * leaves the record and receipt of each chunk. Each round is another file of new opportunities.
 *
 * Against the same rows, parsed before, by the driver: `UNWIND` of 500 a transaction that finds owner, account and product
 * and creates the same nodes and edges, under the same constraints and indexes. It checks nothing, leaves no receipt, and
 * a row that was there before would fail it. (Bare nodes under one constraint, without edges and indexes, go in three to
 * four times as fast as that: another thing.)
 *
 * Memory: an API process takes in a file of 1,000,000 generated rows over HTTP while its resident memory is looked at
 * four times a second; it is compared with what it held before.
 *
 * Not measured: a second pass over the file, which accounts with parents have; the disk that the upload takes meanwhile.
 */
export const importRows: Bench = {
  name: 'import',
  promise:
    'opportunities go in at 0.3× the rate of a raw UNWIND or more; 1,000,000 rows grow the process by 150 MB at most',
  rounds: 5,
  run: ({ rounds, say }) =>
    inFreshWorld({}, async (world) => {
      const driver = rawDriver(world.composition.config.neo4j);
      try {
        await makeReferences(world);
        const rate = await compareRates(world, driver, rounds);
        say(`${STREAMED.toLocaleString('en-US')} rows over HTTP`);
        return [rate, await measureMemory(world, say)];
      } finally {
        await driver.close();
      }
    }),
};

const HEADER = ['external_id', 'name', 'stage', 'owner', 'account', 'product', 'amount', 'engage_date', 'close_date'];
const STAGES = ['Prospecting', 'Engaging', 'Won', 'Lost'];

/** Cells of a generated row: the same ones for the same file and number. */
const rowOf = (file: string, n: number): string[] => [
  `${file}-${n}`,
  `Deal ${n} of ${file}`,
  STAGES[n % STAGES.length] as string,
  PEOPLE[n % PEOPLE.length] as string,
  `account-${n % ACCOUNTS}`,
  `product-${n % PRODUCTS}`,
  String(100 + (n % 90_000)),
  `2025-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
  `2026-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
];

function* csvOf(file: string, count: number): Generator<Buffer> {
  yield Buffer.from(`${HEADER.join(',')}\n`);
  for (let first = 0; first < count; first += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, count - first) }, (_, i) => rowOf(file, first + i).join(','));
    yield Buffer.from(`${rows.join('\n')}\n`);
  }
}

async function makeReferences(world: World): Promise<void> {
  await imported(world, 'accounts', ['name', ...Array.from({ length: ACCOUNTS }, (_, i) => `account-${i}`)]);
  const products = Array.from({ length: PRODUCTS }, (_, i) => `product-${i},product ${i},${1_000 * (i + 1)}`);
  await imported(world, 'products', ['sku,name,list_price', ...products]);
}

function compareRates(world: World, driver: Driver, rounds: number): Promise<Finding> {
  let files = 0;
  const timed = async (work: (file: string) => Promise<void>) => {
    const file = `file${files++}`;
    const startedAt = performance.now();
    await work(file);
    return ROWS / ((performance.now() - startedAt) / 1_000);
  };
  return compare(
    {
      what: `${ROWS.toLocaleString('en-US')} new rows, ${BATCH} a transaction`,
      unit: 'rows a second',
      bound: { of: 'ratio', atLeast: 0.3 },
      ours: { name: 'importFile', run: () => timed((file) => importOne(world, file)) },
      rival: { name: 'UNWIND, the same nodes and edges', run: () => rawRound(driver, world.tenantId, `raw${files++}`) },
    },
    { rounds, warmUps: 1 },
  );
}

async function importOne(world: World, file: string): Promise<void> {
  const kind = world.composition.importKinds.get('opportunities');
  if (!kind) throw new Error('Nothing imports opportunities');
  const source = async function* () {
    yield* csvOf(file, ROWS);
  };
  const report = wanted(await importFile(world.composition, world.caller('admin'), kind, source, {}), 'ImportReport');
  if (report.counts.created !== ROWS || report.counts.warnings > 0) throw new Error(JSON.stringify(report));
}

const RAW = `UNWIND $rows AS row
  MATCH (owner:User {tenantId: $tenantId, handle: row.owner})
  MATCH (account:Account {tenantId: $tenantId, externalId: row.account})
  MATCH (product:Product {tenantId: $tenantId, sku: row.product})
  CREATE (o:Opportunity:Entity {tenantId: $tenantId, id: row.id})
  SET o += row.cells, o.tenantKey = replace($tenantId, '-', ''), o.currency = 'USD', o.status = 'open',
    o.strategic = false, o.version = 1, o.createdAt = $at, o.updatedAt = $at,
    o.ownerId = owner.id, o.ownerType = 'User', o.accountId = account.id, o.productId = product.id
  CREATE (o)-[:OWNED_BY]->(owner)
  CREATE (o)-[:ASSOCIATED_TO]->(account)
  CREATE (o)-[:FOR_PRODUCT]->(product)`;

async function rawRound(driver: Driver, tenantId: string, file: string): Promise<number> {
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const [externalId, name, stage, owner, account, product, amount, engageDate, closeDate] = rowOf(file, n);
    const cells = { externalId, name, stage, amountMinor: neo4j.int(Number(amount) * 100), engageDate, closeDate };
    return { id: newId(), owner, account, product, cells };
  });
  const startedAt = performance.now();
  for (let first = 0; first < ROWS; first += BATCH) {
    const session = driver.session();
    await session.executeWrite((tx) =>
      tx.run(RAW, { tenantId, at: WORLD_START, rows: rows.slice(first, first + BATCH) }),
    );
    await session.close();
  }
  return ROWS / ((performance.now() - startedAt) / 1_000);
}

async function measureMemory(world: World, say: (progress: string) => void): Promise<Finding> {
  const api = await ServerProcess.start(fileURLToPath(new URL('../bin/api.js', import.meta.url)));
  try {
    const { config } = world.composition;
    const token = await tokenFor(config, world.tenantId, 'admin@test', { nowMs: Date.now(), ttlSeconds: 86_400 });
    const before = api.residentMb();
    api.peakMb();
    const startedAt = performance.now();
    await upload(api.url, token, 'large', STREAMED);
    const peak = api.peakMb();
    const seconds = (performance.now() - startedAt) / 1_000;
    say(
      `${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most; ${Math.round(STREAMED / seconds)} rows a second`,
    );
    const grown = { name: 'the API process has grown by', rounds: [peak - before] };
    return finding(`${STREAMED.toLocaleString('en-US')} rows over HTTP`, 'MB', { of: 'ours', atMost: 150 }, grown);
  } finally {
    await api.stop();
  }
}

/** Sends a generated file, as fast as the API takes it; all of its rows must be taken. */
async function upload(url: string, token: string, file: string, count: number): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
  const sent = request(`${url}/v1/imports/opportunities`, { method: 'POST', headers });
  Readable.from(csvOf(file, count)).pipe(sent);
  const [answer] = await once(sent, 'response');
  const text: string = await new Response(Readable.toWeb(answer) as ReadableStream).text();
  if (answer.statusCode !== 200 || JSON.parse(text).counts.created !== count) throw new Error(text.slice(0, 500));
}
