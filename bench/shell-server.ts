/** One of the servers of the bench `shell`: `compiled` or `plain` (the product), or `mercurius`. */
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { compose } from '../bin/compose.js';
import { apiOver } from '../bin/serve-api.js';
import { readConfig } from '../src/kernel/config.js';
import type { Graph } from '../src/kernel/graph.js';
import { formatMoney } from '../src/kernel/values/money.js';
import { ACCOUNT_ROWS, OPPORTUNITIES, ROWS } from './shell-rows.js';

/** What Neo4j would answer, at once. */
const ANSWERS: Record<string, (params: never) => unknown[]> = {
  'entitlements/caller_find_by_subject': () => [{ id: 'u1', roles: ['ae'], seat: 'DECISION' }],
  'crm/opportunities_list': () => OPPORTUNITIES.map((opportunity) => ({ opportunity })),
  'crm/accounts_find_by_ids': ({ ids }: { ids: string[] }) =>
    ACCOUNT_ROWS.filter(({ id }) => ids.includes(id)).map((account) => ({ account })),
};

const stub = {
  read: async ({ name }: { name: string }, _tenantId: string, params: never) => {
    const answer = ANSWERS[name];
    if (!answer) throw new Error(`No stub answers ${name}`);
    return answer(params);
  },
} as unknown as Graph;

/** The product as it is, but for the store behind it: guards, limits, logs and measures on. Only the rates allow more. */
async function product(compiledFields: number | null) {
  const composition = await compose(readConfig());
  const often = { requestsPerMinute: { caller: 1e9, address: 1e9 } };
  return apiOver({ ...composition, graph: stub }, compiledFields === null ? often : { ...often, compiledFields });
}

const SCHEMA = `
  enum OpportunityStatus { OPEN WON LOST }
  enum CustomerStatus { PROSPECT CUSTOMER FORMER }
  type Money { amountMinor: Int! currency: String! formatted: String! }
  type Account { id: ID! name: String! country: String customerStatus: CustomerStatus! }
  type Opportunity { id: ID! externalId: String! name: String! stage: String! status: OpportunityStatus! strategic: Boolean!
    engageDate: String closeDate: String createdAt: String! updatedAt: String! version: Int! amount: Money account: Account }
  type OpportunityEdge { cursor: String! node: Opportunity! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type OpportunityConnection { edges: [OpportunityEdge!]! pageInfo: PageInfo! }
  type Query { opportunities(first: Int): OpportunityConnection! }`;

/** With enums by the names that the contract gives them. */
const RIVAL_ROWS = OPPORTUNITIES.map((row) => ({ ...row, status: 'OPEN' }));
const RIVAL_ACCOUNTS = ACCOUNT_ROWS.map((row) => ({ ...row, customerStatus: 'PROSPECT' }));

/** mercurius as its own page shows it, compiled from the first time on: no credentials, no limits, no log. */
async function rival() {
  const app = Fastify();
  const cursorOf = ({ id }: { id: string }) => Buffer.from(JSON.stringify([id])).toString('base64url');
  await app.register(mercurius, {
    schema: SCHEMA,
    jit: 1,
    resolvers: {
      Query: {
        opportunities: async () => {
          const rows = RIVAL_ROWS.slice(0, ROWS);
          const edges = rows.map((row) => {
            const amount = { amountMinor: row.amountMinor as number, currency: row.currency };
            return { cursor: cursorOf(row), node: { ...row, amount: { ...amount, formatted: formatMoney(amount) } } };
          });
          return { edges, pageInfo: { hasNextPage: true, endCursor: edges.at(-1)?.cursor } };
        },
      },
    },
    loaders: {
      Opportunity: {
        account: async (queries: { obj: { accountId: string | null } }[]) =>
          queries.map(({ obj }) => RIVAL_ACCOUNTS.find(({ id }) => id === obj.accountId)),
      },
    },
  });
  app.get('/healthz', async () => ({ ok: true }));
  return app;
}

const KINDS = { compiled: () => product(null), plain: () => product(0), mercurius: rival };
const kind = process.argv[2] as keyof typeof KINDS;
const app = await KINDS[kind]();
await app.listen(readConfig().http);
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('SIGTERM', () => process.exit(0));
