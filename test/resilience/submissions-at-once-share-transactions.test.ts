import { beforeAll, describe, expect, it } from '@jest/globals';
import { submitQuote } from '../../src/dealdesk/index.js';
import type { Client } from '../kit/client.js';
import { createWorld, PEOPLE } from '../kit/world.js';
import { brokenChain, createQuote, type Deals, dealsOf, lanes, quotesWithReceipts } from './quotes.js';

const world = await createWorld({ people: [...PEOPLE, { handle: 'player', roles: ['ae'] }] });
let ae: Client;
beforeAll(async () => {
  ae = await world.as('ae');
});

const SUBMIT = `mutation($input: SubmitQuoteInput!) { submitQuote(input: $input) { __typename
  ... on QuoteSubmitted { quoteId } ... on VersionConflict { currentVersion } } }`;

async function submit(client: Client, quoteId: string, version = 1, idempotencyKey?: string): Promise<string> {
  const { data, errors } = await client.graphql(SUBMIT, { input: { quoteId, version, idempotencyKey } });
  return errors?.[0]?.extensions?.code ?? data.submitQuote.__typename;
}

/** Submits quotes in one tick, past HTTP, whose answers to who is asking would let some come later. */
const allAtOnce = (quoteIds: string[]) =>
  Promise.all(
    quoteIds.map(async (quoteId) => {
      const answer = await submitQuote(world.composition, world.caller('ae'), { quoteId, version: 1 });
      return answer.__typename;
    }),
  );

/** Draft quotes, one for each deal. */
async function drafts(count: number): Promise<{ deals: Deals; quoteIds: string[] }> {
  const deals = await dealsOf(world, count);
  const quoteIds = await lanes(deals.opportunityIds, 8, async (opportunityId) => {
    const { data } = await createQuote(ae, deals, opportunityId, `draft ${opportunityId}`);
    return data.createQuote.quoteId as string;
  });
  return { deals, quoteIds };
}

/** Counts the transactions that end while `work` runs. */
async function transactionsOf<T>(work: () => Promise<T>): Promise<{ value: T; transactions: number }> {
  const { graph } = world.composition;
  const counted = { transact: graph.transact, transactOnce: graph.transactOnce };
  let transactions = 0;
  graph.transact = (...args) => {
    transactions++;
    return counted.transact.apply(graph, args) as never;
  };
  graph.transactOnce = (...args) => {
    transactions++;
    return counted.transactOnce.apply(graph, args) as never;
  };
  const value = await work();
  Object.assign(graph, counted);
  return { value, transactions };
}

const unanswered = () =>
  world.cypher('MATCH (key:IdempotencyKey {tenantId: $tenantId}) WHERE key.answer IS NULL RETURN key.key AS key');
const receiptsOf = async (quoteId: string) => (await quotesWithReceipts(world)).find(({ id }) => id === quoteId)?.steps;
const SUBMITTED = ['CREATE_QUOTE', 'SUBMIT_QUOTE', 'EVALUATE_QUOTE', 'APPROVE_QUOTE'];

describe('submissions that come at once', () => {
  it('take fewer transactions than they are, and each leaves its own receipts, once', async () => {
    const { quoteIds: first } = await drafts(20);
    await allAtOnce(first); // the statements of a group are planned
    const { deals, quoteIds } = await drafts(64);
    const { value, transactions } = await transactionsOf(() => allAtOnce(quoteIds));
    expect(value).toEqual(quoteIds.map(() => 'QuoteSubmitted'));
    expect(transactions).toBeLessThan(20);
    const quotes = (await quotesWithReceipts(world)).filter(({ id }) => quoteIds.includes(id));
    expect(quotes).toHaveLength(64);
    for (const { status, steps } of quotes) {
      expect(status).toBe('approved');
      expect(steps.toSorted()).toEqual(SUBMITTED.toSorted());
    }
    expect(await brokenChain(world, deals)).toBeNull();
    expect(await unanswered()).toEqual([]);
  }, 60_000);

  it('answer each for itself: who is refused, late or mistaken takes nothing from the others, and no key', async () => {
    const { deals, quoteIds } = await drafts(40);
    const [stale = '', raced = '', strange = '', twice = '', ...good] = quoteIds;
    const player = await world.as('player');
    const all = await Promise.all([
      ...good.slice(0, 12).map((id) => submit(ae, id)),
      submit(ae, stale, 7, 'a mistake'),
      submit(ae, 'no such quote', 1, 'nowhere'),
      submit(player, strange),
      ...[1, 2, 3].map((n) => submit(ae, raced, 1, `race ${n}`)),
      ...[1, 2, 3].map(() => submit(ae, twice, 1, 'the same')),
      ...good.slice(12).map((id) => submit(ae, id)),
    ]);
    expect(all.slice(0, 12).concat(all.slice(-24))).toEqual(good.map(() => 'QuoteSubmitted'));
    expect(all.slice(12, 15)).toEqual(['VersionConflict', 'NotFound', 'NotYourQuote']);
    expect(all.slice(15, 18).toSorted()).toEqual(['QuoteSubmitted', 'VersionConflict', 'VersionConflict']);
    expect(all.slice(18, 21)).toEqual(['QuoteSubmitted', 'QuoteSubmitted', 'QuoteSubmitted']);
    expect((await receiptsOf(raced))?.toSorted()).toEqual(SUBMITTED.toSorted());
    expect((await receiptsOf(twice))?.toSorted()).toEqual(SUBMITTED.toSorted());
    expect(await receiptsOf(stale)).toEqual(['CREATE_QUOTE']);
    expect(await unanswered()).toEqual([]);
    expect(await submit(ae, stale, 1, 'a mistake')).toBe('QuoteSubmitted');
    expect(await brokenChain(world, deals)).toBeNull();
  }, 60_000);

  it('go on by themselves when one of them waits for a lock that is not let go', async () => {
    const { deals, quoteIds } = await drafts(48);
    const [stuck = '', ...free] = quoteIds;
    const [opportunityId = ''] = deals.opportunityIds;
    let letGo: () => void = () => undefined;
    let hasLocked: () => void = () => undefined;
    const locked = new Promise<void>((resolve) => {
      hasLocked = resolve;
    });
    const held = world.composition.graph.transact(async (tx) => {
      const lock = 'MATCH (head:RevWorkflow {tenantId: $tenantId, id: $id}) SET head._lock = true';
      await tx.run({ text: lock }, { tenantId: world.tenantId, id: `deal:${opportunityId}` });
      hasLocked();
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      return { commit: false, value: null };
    });
    await locked;
    const waits = submit(ae, stuck);
    expect(await Promise.all(free.map((id) => submit(ae, id)))).toEqual(free.map(() => 'QuoteSubmitted'));
    letGo();
    await held;
    expect(await waits).toBe('QuoteSubmitted');
    expect(await brokenChain(world, deals)).toBeNull();
  }, 60_000);
});
