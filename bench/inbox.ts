import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Driver } from 'neo4j-driver';
import { keepSealing } from '../bin/seal-and-tell.js';
import { approvalsListWaiting, inboxQuotesFind } from '../cypher/generated/dealdesk.js';
import { createProduct } from '../src/crm/index.js';
import { createQuote, decideApproval, submitQuote } from '../src/dealdesk/index.js';
import { PEOPLE, type Person, type World } from '../test/kit/fresh-world.js';
import { ServerProcess } from '../test/kit/server-process.js';
import type { Bench } from './catalogue.js';
import { Subscribers } from './inbox-subscribers.js';
import { compare, type Finding, finding, inFlight, quantile } from './measure.js';
import { imported, inFreshWorld, many, rawDriver, wanted } from './world.js';

const OPEN = 10_000;
const SUBSCRIBERS = 200;
/** Approvers, each with ten sockets. */
const APPROVERS = 20;
const DECISIONS_A_SECOND = 50;
const ROWS = 50;
/** Decisions that are not counted: the first ones wait for plans and compilers, 2 s long. */
const WARM_UPS = 300;
/** Pages in one round; a second or two each. */
const PAGES = 60;

/**
 * 10,000 approvals wait in one role's inbox, 200 sockets of 20 approvers follow it at an API in a process of its own, and 50
 * decisions a second are made, by the use case. Meanwhile an approver asks for their first page of 50 over HTTP, with
 * everything that a row shows, one request after the other; its median is held against the same two statements by the
 * driver alone, one page after the other. From the start of each decision until each subscriber has its message: p99.
 *
 * Not measured: making the quotes (done before), counts (a field of their own), TLS.
 */
export const inbox: Bench = {
  name: 'inbox',
  promise:
    'of 10,000 open approvals, with 200 subscribers and 50 decisions a second, a first page has 1.3× the p50 of its Cypher at most, and a decision reaches every subscriber with a p99 of 250 ms',
  rounds: 7,
  run: ({ rounds, say }) =>
    inFreshWorld({ people: approvers(), start: new Date().toISOString() }, async (world) => {
      say(`making ${OPEN} quotes that wait for finance`);
      await waitingQuotes(world);
      const sealing = keepSealing(world.composition, { serves: (tenantId) => tenantId === world.tenantId });
      const api = await serverOf(world);
      const driver = rawDriver(world.composition.config.neo4j);
      const subscribers = new Subscribers();
      try {
        say('first pages, while nothing else happens');
        const quiet = await firstPages(world, api.url, driver, rounds, 'nothing else going on');
        say(`${SUBSCRIBERS} subscribers`);
        await subscribers.open(api.url, await tokensOf(world));
        const approvals = await openApprovals(world);
        await warmUp(world, subscribers, approvals.slice(0, WARM_UPS));
        const deciding = decideSteadily(world, subscribers, approvals.slice(WARM_UPS));
        say('first pages, while decisions are made');
        const page = await firstPages(world, api.url, driver, rounds, 'under that load');
        await deciding.stop();
        say(
          `page: ${page.ours.median.toFixed(1)} against ${page.rival?.median.toFixed(1)} ms; waiting for the last messages`,
        );
        return [quiet, page, await reached(subscribers, say)];
      } finally {
        subscribers.close();
        await Promise.all([driver.close(), api.stop(), sealing.stop()]);
      }
    }),
};

const approvers = (): Person[] => [
  ...PEOPLE,
  ...Array.from({ length: APPROVERS }, (_, n): Person => ({ handle: `finance-${n}`, roles: ['finance'] })),
];

const tokensOf = (world: World): Promise<string[]> =>
  Promise.all(Array.from({ length: SUBSCRIBERS }, (_, n) => world.token(`finance-${n % APPROVERS}`)));

/** The API on the world's stores, under the clock of the world. */
const serverOf = ({ composition }: World): Promise<ServerProcess> =>
  ServerProcess.start(fileURLToPath(new URL('./inbox-server.js', import.meta.url)), {
    REDIS_PREFIX: composition.config.redis.prefix,
    LOG_LEVEL: 'error',
  });

/** Quotes of deals of their own, each rated as a high risk: finance decides, and nobody before. */
async function waitingQuotes(world: World): Promise<void> {
  const { composition } = world;
  const listPrice = { amountMinor: 100_000, currency: 'USD' };
  const product = await createProduct(composition, world.caller('admin'), { sku: 'p', name: 'p', listPrice });
  const { productId } = wanted(product, 'ProductCreated');
  const accounts = Array.from({ length: OPEN / 10 }, (_, i) => `a${i},20000`);
  await imported(world, 'accounts', ['name,arr', ...accounts]);
  const deals = Array.from({ length: OPEN }, (_, i) => `d${i},Engaging,ae,a${i % accounts.length}`);
  await imported(world, 'opportunities', ['id,stage,owner,account', ...deals]);
  const ids = await world.cypher<{ id: string }>('MATCH (o:Opportunity {tenantId: $tenantId}) RETURN o.id AS id');
  const ae = world.caller('ae');
  const quotes = await many(OPEN, async (i) => {
    const draft = {
      opportunityId: ids[i]?.id,
      lines: [{ productId, quantity: 1, discount: 1_000 }],
      terms: { riskLevel: 'high' },
    };
    return wanted(await createQuote(composition, ae, draft), 'QuoteCreated').quoteId;
  });
  await inFlight(64, OPEN, async (i) => {
    wanted(await submitQuote(composition, ae, { quoteId: quotes[i], version: 1 }), 'QuoteSubmitted');
  });
}

const openApprovals = (world: World): Promise<{ id: string; version: number }[]> =>
  world.cypher(`MATCH (a:Approval {tenantId: $tenantId, inbox: 'role:FINANCE', status: 'open'})
    WHERE a.requestedAt IS NOT NULL AND a.id IS NOT NULL RETURN a.id AS id, a.version AS version ORDER BY a.id DESC`);

/** Decides some approvals at the same pace, and forgets how long that took. */
async function warmUp(world: World, subscribers: Subscribers, approvals: { id: string; version: number }[]) {
  const deciding = decideSteadily(world, subscribers, approvals);
  await delay((approvals.length / DECISIONS_A_SECOND) * 1_000);
  await deciding.stop();
  while (subscribers.missing() > 0) await delay(100);
  subscribers.forget();
}

/** Decides the newest approvals at an even pace until it is stopped; the first page stays as long. */
function decideSteadily(world: World, subscribers: Subscribers, approvals: { id: string; version: number }[]) {
  const deciders = Array.from({ length: APPROVERS }, (_, n) => world.caller(`finance-${n}`));
  const underWay: Promise<unknown>[] = [];
  const startedAt = performance.now();
  let made = 0;
  let failed: unknown = null;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * DECISIONS_A_SECOND);
    for (; made < Math.min(due, approvals.length); made++) {
      const { id, version } = approvals[made] as { id: string; version: number };
      const decider = deciders[made % APPROVERS] as (typeof deciders)[number];
      subscribers.decided(id);
      const command = { approvalId: id, version, decision: 'APPROVE' };
      underWay.push(
        decideApproval(world.composition, decider, command)
          .then((answer) => wanted(answer, 'ApprovalDecided'))
          .catch((error) => {
            failed = error;
          }),
      );
    }
  }, 5);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      if (failed) throw failed;
    },
  };
}

const PAGE = `{ approvalInbox(first: ${ROWS}) { items { approval { id version role stage reasons requestedAt }
  quote { id status currentVersion } opportunityName accountName listTotal { amountMinor } netTotal { amountMinor formatted }
  discount threshold segment riskLevel termMonths paymentDays liability { amountMinor } nonStandardTerms strategic
  history { won lost open lastDiscount lastApprovedOn } ageMinutes dueAt overdue } pageInfo { hasNextPage endCursor } } }`;

async function firstPages(world: World, url: string, driver: Driver, rounds: number, when: string): Promise<Finding> {
  const token = await world.token('finance-0');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ours = async () => {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: PAGE }) });
    const { data } = (await response.json()) as { data?: { approvalInbox: { items: unknown[] } } };
    if (data?.approvalInbox.items.length !== ROWS) throw new Error(`A page of ${data?.approvalInbox.items.length}`);
  };
  const rival = pageByDriver(driver, world.tenantId, world.id('finance-0'));
  const p50 = (task: () => Promise<unknown>) => async () => quantile((await inFlight(1, PAGES, task)).latencies, 0.5);
  return compare(
    {
      what: `First page of ${ROWS}, p50, ${when}`,
      unit: 'ms',
      bound: { of: 'ratio', atMost: 1.3 },
      ours: { name: 'approvalInbox over HTTP', run: p50(ours) },
      rival: { name: 'the same Cypher by the driver', run: p50(rival) },
    },
    { rounds, warmUps: 2 },
  );
}

/** The two statements of a page, as a program without the product would run them. */
function pageByDriver(driver: Driver, tenantId: string, userId: string): () => Promise<unknown> {
  const places = { inboxes: [`user:${userId}`, 'role:FINANCE'], escalatedInbox: `user:${userId}` };
  const all = { role: null, segment: null, dueBefore: null, minDiscountBp: null };
  const read = async (text: string, params: object) => {
    const session = driver.session({ defaultAccessMode: 'READ' });
    try {
      return (await session.run(text, { tenantId, ...params })).records.map((record) => record.toObject());
    } finally {
      await session.close();
    }
  };
  return async () => {
    const found = await read(approvalsListWaiting.text, {
      ...places,
      ...all,
      after: '',
      afterId: '',
      most: BigInt(ROWS + 1),
    });
    const asked = found.map(({ approval }) => ({ quoteId: approval.quoteId, number: approval.quoteVersion }));
    const quotes = await read(inboxQuotesFind.text, { asked, most: 1_000n });
    if (quotes.length < ROWS) throw new Error(`A page of ${quotes.length}`);
  };
}

/** Waits for the last messages, however late, and judges how long all took. */
async function reached(subscribers: Subscribers, say: (progress: string) => void): Promise<Finding> {
  for (let missing = Number.POSITIVE_INFINITY; subscribers.missing() > 0; await delay(2_000)) {
    if (subscribers.missing() === missing) throw new Error(`${missing} messages never came`);
    missing = subscribers.missing();
    say(`${missing} of ${missing + subscribers.latencies.length} messages to come`);
  }
  const { latencies } = subscribers;
  const held = { name: `${latencies.length} messages`, rounds: [quantile(latencies, 0.99)] };
  return finding('A decision reaches every subscriber, p99', 'ms', { of: 'ours', atMost: 250 }, held);
}
