import { setTimeout as after } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../kit/client.js';
import { StoreProxy } from '../kit/proxy.js';
import { createWorld } from '../kit/world.js';
import { createQuote, dealsOf, quotesWithReceipts } from './quotes.js';

const proxy = await StoreProxy.to(process.env.NEO4J_URI as string);
const world = await createWorld({ environment: { NEO4J_URI: proxy.url } });
afterAll(() => proxy.close());

describe('connections to Neo4j that are cut at any point', () => {
  it('are tried again: every read and every write is answered, and each write is there once', async () => {
    const ae = await world.as('ae');
    const deals = await dealsOf(world, 8);
    const codes = ({ errors }: Answer) => errors?.map(({ message, extensions }) => extensions?.code ?? message) ?? [];
    let isOver = false;
    const failed: unknown[] = [];
    const ask = async (opportunityId: string, lane: number) => {
      for (let n = 0; !isOver; n++) {
        failed.push(...codes(await createQuote(ae, deals, opportunityId, `${lane}-${n}`)));
        failed.push(...codes(await ae.graphql('{ quotes(first: 20) { edges { node { id } } } }')));
      }
    };
    const lanes = deals.opportunityIds.map(ask);
    for (let cut = 0; cut < 60; cut++) {
      await after(25 + (cut % 7) * 10);
      proxy.cut();
    }
    isOver = true;
    await Promise.all(lanes);
    expect(failed).toEqual([]);
    const quotes = await quotesWithReceipts(world);
    expect(quotes.length).toBeGreaterThanOrEqual(lanes.length);
    expect(quotes.filter(({ steps }) => steps.length !== 1)).toEqual([]);
  }, 60_000);
});
