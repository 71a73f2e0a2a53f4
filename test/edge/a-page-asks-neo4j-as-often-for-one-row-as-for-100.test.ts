import { afterAll, describe, expect, it } from '@jest/globals';
import { buildApiSchema } from '../../schema/build.js';
import { completeSchema } from '../../schema/edge/server.js';
import { worldOfHundreds } from './hundred-rows.js';
import { pagesOf, RoundTrips } from './round-trips.js';

const pages = pagesOf(completeSchema(await buildApiSchema()));
const world = await worldOfHundreds();
afterAll(() => world.close());
const trips = new RoundTrips(world);
const reader = await world.as('reader');

describe('a page asks Neo4j as often for one row as for a hundred', () => {
  it.each(pages.map((page) => [page.path, page.of, page] as const))('%s, with its %s', async (_path, _of, page) => {
    const one = await trips.of(reader, page, 1);
    const hundred = await trips.of(reader, page, 100);
    expect([one.rows, hundred.rows]).toEqual([1, 100]);
    // Fewer for rows that lead to one another: what one of them leads to is there already.
    expect(hundred.trips).toBeLessThanOrEqual(one.trips);
    expect(one.trips).toBeGreaterThan(0);
  });
});
