import { buildApiSchema } from '../schema/build.js';
import { completeSchema } from '../schema/edge/server.js';
import { worldOfHundreds } from '../test/edge/hundred-rows.js';
import { pagesOf, RoundTrips } from '../test/edge/round-trips.js';
import type { Bench } from './catalogue.js';
import { type Finding, finding } from './measure.js';

/**
 * How often an answer asks Neo4j: for one row of a list and for a hundred, of every connection of the contract, found in
 * its schema, once with each field of its rows (and what that leads to, three levels down). Counted where the graph is
 * asked, over HTTP, in a world in which each row leads to everything that it can lead to. Nothing is timed.
 */
export const page: Bench = {
  name: 'page',
  promise: 'a page of any connection asks Neo4j no more often for 100 rows than for 1',
  rounds: 1,
  async run({ say }) {
    const pages = pagesOf(completeSchema(await buildApiSchema()));
    say(`a hundred rows for each of ${pages.length} pages`);
    const world = await worldOfHundreds();
    try {
      const trips = new RoundTrips(world);
      const reader = await world.as('reader');
      const findings: Finding[] = [];
      for (const one of pages) {
        const first = await trips.of(reader, one, 1);
        const hundred = await trips.of(reader, one, 100);
        if (hundred.rows !== 100) throw new Error(`${one.path} has ${hundred.rows} rows`);
        findings.push(
          finding(
            `${one.path}, with its ${one.of}`,
            'round trips',
            { of: 'ratio', atMost: 1 },
            { name: '100 rows', rounds: [hundred.trips] },
            { name: '1 row', rounds: [first.trips] },
          ),
        );
      }
      return findings;
    } finally {
      await world.close();
    }
  },
};
