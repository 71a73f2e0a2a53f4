import { describe, expect, it } from '@jest/globals';
import { workflowId } from '../../src/kernel/receipts.js';
import { createWorld } from '../kit/world.js';
import { ProductProcess } from './processes.js';
import { brokenChain, createQuote, dealsOf, quotesWithReceipts } from './quotes.js';

const world = await createWorld();

/** The longest that anybody is kept waiting, and what a loaded machine adds. */
const WITHIN_MS = 15_000 + 1_000;

describe('a process that is stopped while it holds a lock', () => {
  it('keeps the others waiting for 15 s at most, and what it wanted to write is not written when it goes on', async () => {
    const ae = await world.as('ae');
    const deals = await dealsOf(world, 2);
    const [stuck = '', free = ''] = deals.opportunityIds;
    const quotes = (opportunityId: string, round: number) =>
      Promise.all(
        Array.from({ length: 10 }, async (_, number) => {
          const askedAt = performance.now();
          const answer = await createQuote(ae, deals, opportunityId, `${opportunityId}-${round}-${number}`);
          const endedAt = performance.now();
          return { ...answer, endedAt, ms: endedAt - askedAt };
        }),
      );
    await quotes(free, 0);
    const { redis } = world.composition.config;
    const args = [world.tenantId, workflowId('deal', stuck)];
    const holder = ProductProcess.start('./lock-holder.mjs', { REDIS_PREFIX: redis.prefix }, args);
    await holder.says('locked');
    holder.tell('SIGSTOP');

    const waiting = quotes(stuck, 1);
    const unhindered = await quotes(free, 1);
    for (const { data } of unhindered) expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
    const freeBy = Math.max(...unhindered.map(({ endedAt }) => endedAt));
    for (const { data, errors, endedAt, ms } of await waiting) {
      expect(freeBy).toBeLessThan(endedAt);
      expect(ms).toBeLessThan(WITHIN_MS);
      if (errors) expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
      else expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
    }
    // Repeated under the same keys, each is there, and once.
    for (const { data } of await quotes(stuck, 1)) {
      expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
    }

    holder.tell('SIGCONT');
    holder.write('go on');
    expect(await holder.says('ended')).toContain('ended UNAVAILABLE');
    holder.tell('SIGTERM');
    expect(await holder.ended).toMatchObject({ code: 0 });
    expect(await quotesWithReceipts(world)).toHaveLength(30);
    expect(await world.cypher(`MATCH (r:Receipt {tenantId: $tenantId, resourceId: 'of-the-holder'}) RETURN r`)).toEqual(
      [],
    );
    expect(await brokenChain(world, deals)).toBeNull();
  }, 60_000);
});
