import { describe, expect, it } from '@jest/globals';
import { StoreProxy } from '../kit/proxy.js';
import { createWorld } from '../kit/world.js';
import { brokenChain, createQuote, dealsOf, lanes, quotesWithReceipts, submitQuote } from './quotes.js';

const proxy = await StoreProxy.to(process.env.NEO4J_URI as string);
const world = await createWorld({ environment: { NEO4J_URI: proxy.url } });

const IN_FLIGHT = 32;
/** Longer than anybody is kept waiting (15 s), so that some must be told. */
const AWAY_MS = 20_000;
/** Acknowledged writes after which Neo4j goes. */
const GOES_AFTER = 40;

describe('while Neo4j is away for 20 s', () => {
  it('200 writes wait or fail clearly; repeated under their keys, each has happened once and every chain holds', async () => {
    const ae = await world.as('ae');
    const deals = await dealsOf(world, 20);
    let acknowledged = 0;
    let back = Promise.resolve();
    const refusals: { code: unknown; message: string }[] = [];

    /** Asks until the answer is an outcome; the same key every time. */
    async function outcomeOf<T>(
      ask: () => Promise<{ data: T; errors?: { message: string; extensions?: object }[] | undefined }>,
    ) {
      for (;;) {
        const { data, errors } = await ask();
        if (!errors) {
          if (++acknowledged === GOES_AFTER) back = proxy.awayFor(AWAY_MS);
          return data;
        }
        for (const { message, extensions } of errors)
          refusals.push({ code: (extensions as { code?: string }).code, message });
        await back;
      }
    }

    const asked = deals.opportunityIds.flatMap((opportunityId) =>
      [1, 2, 3, 4, 5].map((number) => ({ opportunityId, key: `${opportunityId}-${number}` })),
    );
    const quoteIds = await lanes(asked, IN_FLIGHT, async ({ opportunityId, key }) => {
      const { createQuote: made } = await outcomeOf(() => createQuote(ae, deals, opportunityId, key));
      expect(made).toMatchObject({ __typename: 'QuoteCreated' });
      const { submitQuote: submitted } = await outcomeOf(() => submitQuote(ae, made.quoteId, key));
      expect(submitted).toMatchObject({ __typename: 'QuoteSubmitted', status: 'APPROVED' });
      return made.quoteId as string;
    });
    await back;

    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.filter(({ code }) => code !== 'UNAVAILABLE')).toEqual([]);
    for (const { message } of refusals) expect(message).not.toMatch(/neo4j|bolt|driver|\d+\.\d+\.\d+\.\d+/i);
    const held = await quotesWithReceipts(world);
    expect(held.map(({ id }) => id).sort()).toEqual([...quoteIds].sort());
    for (const { steps } of held) {
      expect(steps.sort()).toEqual(['APPROVE_QUOTE', 'CREATE_QUOTE', 'EVALUATE_QUOTE', 'SUBMIT_QUOTE']);
    }
    expect(await brokenChain(world, deals)).toBeNull();
    expect((await world.anyone().http('GET', '/readyz')).status).toBe(200);
    await proxy.close();
  }, 120_000);
});
