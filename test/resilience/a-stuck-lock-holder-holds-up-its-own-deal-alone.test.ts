import { describe, expect, it } from '@jest/globals';
import { Graph } from '../../src/kernel/graph.js';
import { workflowId } from '../../src/kernel/receipts.js';
import type { Client } from '../kit/client.js';
import { StoreProxy } from '../kit/proxy.js';
import { createWorld } from '../kit/world.js';
import { brokenChain, createQuote, type Deals, dealsOf, quotesWithReceipts } from './quotes.js';

const proxy = await StoreProxy.to(process.env.NEO4J_URI as string);
const world = await createWorld();
const holder = new Graph({ ...world.composition.config.neo4j, uri: proxy.url });

const LOCK = 'MATCH (head:RevWorkflow {tenantId: $tenantId, id: $id}) SET head._lock = true RETURN head.id AS id';

/** Locks a chain's head in a transaction of another process that falls silent then. Gives how that transaction ends. */
async function holdFrom(opportunityId: string): Promise<{ end: Promise<unknown> }> {
  const params = { tenantId: world.tenantId, id: workflowId('deal', opportunityId) };
  let hasLocked: () => void = () => undefined;
  const locked = new Promise<void>((resolve) => {
    hasLocked = resolve;
  });
  const held = holder.transact(async (tx) => {
    expect(await tx.run({ text: LOCK }, params)).toHaveLength(1);
    hasLocked();
    return new Promise<never>(() => undefined);
  });
  const end = held.catch((error: unknown) => error);
  await Promise.race([locked, end]);
  expect(proxy.stall()).toBeGreaterThan(0);
  return { end };
}

/** Ten quotes of a deal at once: their answers, each with the milliseconds it took. */
const tenQuotes = (client: Client, deals: Deals, opportunityId: string) =>
  Promise.all(
    Array.from({ length: 10 }, async (_, number) => {
      const askedAt = performance.now();
      const answer = await createQuote(client, deals, opportunityId, `${opportunityId}-${number}`);
      return { ...answer, ms: performance.now() - askedAt };
    }),
  );

describe('a lock holder that stops', () => {
  it('delays or fails the writes of its own deal within 15 s, and none of another', async () => {
    const ae = await world.as('ae');
    const deals = await dealsOf(world, 2);
    const [stuck = '', free = ''] = deals.opportunityIds;
    await tenQuotes(ae, deals, free);
    const { end } = await holdFrom(stuck);

    const waiting = tenQuotes(ae, deals, stuck);
    let isOver = false;
    void waiting.then(() => {
      isOver = true;
    });
    const others = await tenQuotes(ae, deals, free);
    expect(isOver).toBe(false);
    for (const { data } of others) expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });

    for (const { data, errors, ms } of await waiting) {
      expect(ms).toBeLessThan(16_000);
      if (errors) expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
      else expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
    }
    expect(await end).toMatchObject({ code: 'UNAVAILABLE' });
    for (const { data } of await tenQuotes(ae, deals, stuck)) {
      expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
    }
    expect(await quotesWithReceipts(world)).toHaveLength(20);
    expect(await brokenChain(world, deals)).toBeNull();
    await holder.close();
    await proxy.close();
  }, 60_000);
});
