import { randomUUID } from 'node:crypto';
import { createOpportunity, createProduct } from '../../src/crm/index.js';
import { verifyWorkflow } from '../../src/evidence/index.js';
import { workflowId } from '../../src/kernel/receipts.js';
import type { Answer, Client } from '../kit/client.js';
import type { World } from '../kit/world.js';

/** One product and some opportunities of the AE's. */
export interface Deals {
  productId: string;
  opportunityIds: string[];
}

/** Makes deals to be quoted. */
export async function dealsOf(world: World, count: number): Promise<Deals> {
  const admin = world.caller('admin');
  const price = { amountMinor: 100_000, currency: 'USD' };
  const product = await createProduct(world.composition, admin, { sku: randomUUID(), name: 'Seat', listPrice: price });
  if (product.__typename !== 'ProductCreated') throw new Error(JSON.stringify(product));
  const names = Array.from({ length: count }, (_, index) => `Deal ${index}`);
  const opportunityIds = await lanes(names, 16, async (name) => {
    const input = { name, stage: 'Engaging', ownerId: world.id('ae') };
    const made = await createOpportunity(world.composition, admin, input);
    if (made.__typename !== 'OpportunityCreated') throw new Error(JSON.stringify(made));
    return made.opportunityId;
  });
  return { productId: product.productId, opportunityIds };
}

const CREATE = `mutation($input: CreateQuoteInput!) { createQuote(input: $input) {
  __typename ... on QuoteCreated { quoteId } ... on InvalidInput { message } } }`;
const SUBMIT = `mutation($input: SubmitQuoteInput!) { submitQuote(input: $input) {
  __typename ... on QuoteSubmitted { quoteId status } ... on InvalidInput { message } } }`;

/** Asks for a quote of one unit at list price. */
export const createQuote = (client: Client, { productId }: Deals, opportunityId: string, idempotencyKey: string) =>
  client.graphql(CREATE, {
    input: { opportunityId, lines: [{ productId, quantity: 1, discount: 0 }], idempotencyKey },
  });

/** Submits a fresh quote, which approves itself. */
export const submitQuote = (client: Client, quoteId: string, idempotencyKey: string): Promise<Answer> =>
  client.graphql(SUBMIT, { input: { quoteId, version: 1, idempotencyKey } });

/** Runs `task` over all items, `width` at a time; results in the items' order. */
export async function lanes<T, R>(items: readonly T[], width: number, task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await task(items[at] as T);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}

/** What a world holds of quotes: every one with its status and how many receipts of each step name it. */
export const quotesWithReceipts = (world: World) =>
  world.cypher<{ id: string; status: string; steps: string[] }>(
    `MATCH (q:Quote {tenantId: $tenantId}) WHERE q.id IS NOT NULL
     RETURN q.id AS id, q.status AS status,
       [(r:Receipt)-[:EVIDENCES]->(q) | r.step] AS steps`,
  );

/** The first chain of these deals that does not verify; null when all do. */
export async function brokenChain(world: World, { opportunityIds }: Deals) {
  const checked = await lanes(opportunityIds, 8, (id) =>
    verifyWorkflow(world.composition, world.tenantId, workflowId('deal', id)),
  );
  return checked.find((one) => !one?.ok) ?? null;
}
