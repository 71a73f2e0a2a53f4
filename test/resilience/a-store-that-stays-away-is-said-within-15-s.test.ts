import { describe, expect, it } from '@jest/globals';
import { migrationFind } from '../../cypher/generated/system.js';
import { Graph } from '../../src/kernel/graph.js';
import { StoreProxy } from '../kit/proxy.js';
import { createWorld } from '../kit/world.js';
import { createQuote, dealsOf } from './quotes.js';

const refusing = await StoreProxy.to(process.env.NEO4J_URI as string);
const world = await createWorld({ environment: { NEO4J_URI: refusing.url } });
const stalling = await StoreProxy.to(process.env.NEO4J_URI as string);
const graph = new Graph({ ...world.composition.config.neo4j, uri: stalling.url });

const read = () => graph.readSystem(migrationFind, {});

/** How something failed, and after how many milliseconds. */
async function failure(ask: () => Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const askedAt = performance.now();
  try {
    await ask();
  } catch (error) {
    return { error, ms: performance.now() - askedAt };
  }
  throw new Error('it did not fail');
}

/** Nothing was open, then all of a sudden everything is stuck: no bytes, no end. */
async function fallSilent(): Promise<void> {
  const found = await Promise.all([read(), read(), read()]);
  expect(found[0]?.length).toBeGreaterThan(0);
  expect(stalling.stall()).toBeGreaterThan(0);
}

describe('a Neo4j that stays away', () => {
  it('is said within 15 s, whether it refuses or falls silent; the silent connections are not used again', async () => {
    const ae = await world.as('ae');
    const deals = await dealsOf(world, 1);
    const [opportunityId = ''] = deals.opportunityIds;
    await fallSilent();
    await refusing.goAway();

    const askedAt = performance.now();
    const [silent, refused, ready] = await Promise.all([
      failure(read),
      createQuote(ae, deals, opportunityId, 'later').then((answer) => ({ ...answer, ms: performance.now() - askedAt })),
      world.anyone().http('GET', '/readyz'),
    ]);
    expect(silent.error).toMatchObject({ code: 'UNAVAILABLE' });
    expect(silent.ms).toBeLessThan(15_000);
    // Long enough to outlive a restart of Neo4j.
    expect(refused.ms).toBeGreaterThan(8_000);
    expect(refused.ms).toBeLessThan(15_000);
    expect(refused.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    expect(JSON.stringify(refused)).not.toMatch(/neo4j|bolt|127\.0\.0\.1|ServiceUnavailable/i);
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { checks: { graph: expect.not.stringMatching('ok') } },
    ]);

    expect((await read()).length).toBeGreaterThan(0);
    await refusing.comeBack();
    const repeated = await createQuote(ae, deals, opportunityId, 'later');
    expect(repeated.data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
    expect((await world.anyone().http('GET', '/readyz')).status).toBe(200);
    await graph.close();
    await Promise.all([refusing.close(), stalling.close()]);
  }, 60_000);
});
