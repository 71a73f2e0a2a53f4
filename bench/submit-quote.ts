import type { Driver } from 'neo4j-driver';
import { createProduct } from '../src/crm/index.js';
import { createQuote, submitQuote as submitQuoteUseCase } from '../src/dealdesk/index.js';
import type { World } from '../test/kit/fresh-world.js';
import { ALL_RULES } from './all-rules.js';
import type { Bench } from './catalogue.js';
import { compare, type Finding, inFlight, quantile } from './measure.js';
import { imported, inFreshWorld, many, rawDriver, salesFloor, wanted } from './world.js';

const AT_ONCE = 64;
/** In one round; about two seconds each. */
const SUBMITTED = 960;
const UPDATED = 4_800;
const ALONE = 200;
const WARM_UPS = 2;
const REPS = 16;
const MANAGERS = 4;
const PRODUCTS = 20;
/** Deals of one account: siblings that every verdict looks at. */
const DEALS_PER_ACCOUNT = 8;

/**
 * The use case `submitQuote` in this process, against real stores: rights, key, lock, facts, discount policy, approvals, two
 * receipts with their payloads on the deal's chain, the decision, and the wake-up of the sealer, with every kind
 * of rule on (`all-rules.ts`). Every quote is another
 * deal's, of 16 reps under 4 managers; half of them (25 %) need a manager, half (35 %) a manager and finance.
 *
 * Against `executeWrite` of the driver with the same settings, setting one property of one of 64 nodes that an index finds;
 * neighbours in time take different nodes, so that it never waits for a lock.
 *
 * Not measured: making the quotes (done before), HTTP and GraphQL (bench `shell`), sealing (bench `seal`).
 */
export const submitQuote: Bench = {
  name: 'submit-quote',
  promise: '64 submits at once run at 0.35× the rate of bare updates or more; one alone has a p95 of 4× theirs at most',
  rounds: 9,
  run: ({ rounds, say }) =>
    inFreshWorld({ people: salesFloor(REPS, MANAGERS), config: ALL_RULES }, async (world) => {
      const driver = rawDriver(world.composition.config.neo4j);
      try {
        const alone = Math.max(3, Math.ceil(rounds / 2));
        const count = SUBMITTED * (rounds + WARM_UPS) + ALONE * (alone + WARM_UPS);
        say(`making ${count} quotes`);
        const quotes = await draftQuotes(world, count);
        await makeNodes(driver, world.tenantId);
        const submit = submitter(world, quotes);
        const update = updater(driver, world.tenantId);
        say('64 at once');
        const atOnce = await compareRates(submit, update, rounds);
        say('alone');
        return [atOnce, await compareAlone(submit, update, alone)];
      } finally {
        await driver.close();
      }
    }),
};

type Task = () => Promise<unknown>;

function compareRates(submit: Task, update: Task, rounds: number): Promise<Finding> {
  const rate = (count: number, task: Task) => async () => count / (await inFlight(AT_ONCE, count, task)).seconds;
  return compare(
    {
      what: `${AT_ONCE} in flight`,
      unit: 'a second',
      bound: { of: 'ratio', atLeast: 0.35 },
      ours: { name: 'submitQuote', run: rate(SUBMITTED, submit) },
      rival: { name: 'executeWrite, one property', run: rate(UPDATED, update) },
    },
    { rounds, warmUps: WARM_UPS },
  );
}

function compareAlone(submit: Task, update: Task, rounds: number): Promise<Finding> {
  const p95 = (task: Task) => async () => quantile((await inFlight(1, ALONE, task)).latencies, 0.95);
  return compare(
    {
      what: 'One in flight, p95',
      unit: 'ms',
      bound: { of: 'ratio', atMost: 4 },
      ours: { name: 'submitQuote', run: p95(submit) },
      rival: { name: 'executeWrite, one property', run: p95(update) },
    },
    { rounds, warmUps: WARM_UPS },
  );
}

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
const repOf = (index: number) => `ae-${index % REPS}`;

/** Draft quotes, each of a deal of its own, owned by the rep who will submit it. */
async function draftQuotes(world: World, count: number): Promise<string[]> {
  const { composition } = world;
  const admin = world.caller('admin');
  const products = await Promise.all(
    Array.from({ length: PRODUCTS }, async (_, i) => {
      const made = await createProduct(composition, admin, { sku: `p${i}`, name: `p${i}`, listPrice: usd(100_000) });
      return wanted(made, 'ProductCreated').productId;
    }),
  );
  const accounts = Array.from({ length: Math.ceil(count / DEALS_PER_ACCOUNT) }, (_, i) => `a${i},20000`);
  await imported(world, 'accounts', ['name,arr', ...accounts]);
  const deals = Array.from({ length: count }, (_, i) => `d${i},Engaging,${repOf(i)},a${i % accounts.length}`);
  await imported(world, 'opportunities', ['id,stage,owner,account', ...deals]);
  const ids = await world.cypher<{ id: string; externalId: string }>(
    'MATCH (o:Opportunity {tenantId: $tenantId}) RETURN o.id AS id, o.externalId AS externalId',
  );
  const idOf = new Map(ids.map(({ id, externalId }) => [externalId, id]));
  return many(count, async (i) => {
    const lines = [{ productId: products[i % PRODUCTS], quantity: 1, discount: i % 2 ? 3_500 : 2_500 }];
    const draft = { opportunityId: idOf.get(`d${i}`), lines };
    return wanted(await createQuote(composition, world.caller(repOf(i)), draft), 'QuoteCreated').quoteId;
  });
}

function submitter(world: World, quotes: string[]): Task {
  let next = 0;
  return async () => {
    const index = next++;
    const answer = await submitQuoteUseCase(world.composition, world.caller(repOf(index)), {
      quoteId: quotes[index],
      version: 1,
    });
    if (wanted(answer, 'QuoteSubmitted').status !== 'pending_approval') throw new Error(JSON.stringify(answer));
  };
}

/** Nodes of the tenant under a label of their own, with an index as the product's nodes have one. */
async function makeNodes(driver: Driver, tenantId: string): Promise<void> {
  await driver.executeQuery('CREATE INDEX bench_node IF NOT EXISTS FOR (n:BenchNode) ON (n.tenantId, n.id)');
  await driver.executeQuery('CALL db.awaitIndexes(60)');
  await driver.executeQuery(
    'UNWIND range(0, $last) AS id CREATE (:BenchNode {tenantId: $tenantId, id: toString(id), value: 0})',
    { tenantId, last: AT_ONCE - 1 },
  );
}

function updater(driver: Driver, tenantId: string): Task {
  let next = 0;
  return async () => {
    const value = next++;
    const id = String(value % AT_ONCE);
    const session = driver.session();
    try {
      await session.executeWrite((tx) =>
        tx.run('MATCH (n:BenchNode {tenantId: $tenantId, id: $id}) SET n.value = $value', { tenantId, id, value }),
      );
    } finally {
      await session.close();
    }
  };
}
