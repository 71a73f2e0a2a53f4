import { describe, expect, it } from '@jest/globals';
import { StoreProxy } from '../kit/proxy.js';
import { createWorld } from '../kit/world.js';
import { brokenChain, createQuote, dealsOf, quotesWithReceipts } from './quotes.js';

/** Bolt: a message of two bytes, the structure COMMIT (0x12) without fields, and the end of the message. */
const COMMIT = Buffer.from('0002b0120000', 'hex');

const proxy = await StoreProxy.to(process.env.NEO4J_URI as string);
const world = await createWorld({ environment: { NEO4J_URI: proxy.url } });

describe('a commit whose answer is lost', () => {
  it('is found by the next try under its key: one answer, one quote, one receipt', async () => {
    const ae = await world.as('ae');
    const deals = await dealsOf(world, 1);
    const [opportunityId = ''] = deals.opportunityIds;
    const lost = proxy.loseAnswerTo(COMMIT);
    const answered = createQuote(ae, deals, opportunityId, 'once');
    await lost;
    const { data, errors } = await answered;
    expect(errors).toBeUndefined();
    expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
    expect(await quotesWithReceipts(world)).toEqual([
      { id: data.createQuote.quoteId, status: 'draft', steps: ['CREATE_QUOTE'] },
    ]);
    const repeated = await createQuote(ae, deals, opportunityId, 'once');
    expect(repeated.data).toEqual(data);
    expect(await brokenChain(world, deals)).toBeNull();
    await proxy.close();
  }, 60_000);
});
