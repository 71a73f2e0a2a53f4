import type { Driver } from 'neo4j-driver';
import { rollUpUsage, usageMetrics } from '../src/usage/index.js';
import { FIGURES } from '../src/usage/rollup/figures.js';
import type { World } from '../test/kit/fresh-world.js';
import type { Bench } from './catalogue.js';
import { compare, median, type Side } from './measure.js';
import { makeMeasured, quartersOfDays } from './measured.js';
import { inFreshWorld, rawDriver } from './world.js';

const FEW = 20_000;
const MANY = 200_000;
const DAYS = 365;
const READS = 40;
const YEAR = { from: '2025-01-01T05:00:00.000Z', to: '2026-01-01T05:00:00.000Z' };
const RAW = `MATCH (bucket:UsageBucket {tenantId: $tenantId, workspaceId: '', grain: 'day'})
  WHERE bucket.start >= $from AND bucket.start < $to
  RETURN bucket.grain AS grain, bucket.start AS start, bucket.end AS end, bucket.closedAt AS closedAt, bucket.adjusted AS adjusted,
    bucket.latencyCount AS latencyCount, bucket.latencyQuantiles AS latencyQuantiles, [figure IN $figures | bucket[figure]] AS figures`;

/**
 * A year's figures of a tenant by day (365 buckets, each with its four quantiles) by the product's own reading, against the same columns of the
 * same buckets read by the driver and left as they are; and with 200,000 events of that year against 20,000. A figure is the median of 40 reads, one after the
 * other. Not measured: HTTP.
 */
export const range: Bench = {
  name: 'range',
  promise:
    "a year's figures take 1.3× as long as reading its buckets by the driver or less, and 1.2× with ten times the events",
  rounds: 9,
  run: ({ rounds }) =>
    inFreshWorld({}, (few) =>
      inFreshWorld({}, async (many) => {
        const driver = rawDriver(few.composition.config.neo4j);
        try {
          await filled(driver, few, FEW);
          await filled(driver, many, MANY);
          const options = { rounds, warmUps: 3 };
          const what = "A year's figures by day";
          const ours = reading('usageMetrics', () => year(many));
          const rival = reading('the same buckets by the driver', () => raw(driver, many));
          const tenfold = {
            ours: reading('200,000 events', () => year(many)),
            rival: reading('20,000', () => year(few)),
          };
          return [
            await compare({ what, unit: 'ms', bound: { of: 'ratio', atMost: 1.3 }, ours, rival }, options),
            await compare({ what, unit: 'ms', bound: { of: 'ratio', atMost: 1.2 }, ...tenfold }, options),
          ];
        } finally {
          await driver.close();
        }
      }),
    ),
};

async function filled(driver: Driver, { composition, tenantId }: World, count: number): Promise<void> {
  const quarters = quartersOfDays('2025-01-01T12:00:00.000Z', DAYS, 1);
  await makeMeasured(driver, { tenantId, quarters, count });
  await rollUpUsage(composition, tenantId);
}

async function year({ composition, tenantId }: World): Promise<void> {
  const days = await usageMetrics(composition, tenantId, { grain: 'day', ...YEAR });
  if (days.length !== DAYS) throw new Error(`${days.length} days`);
}

async function raw(driver: Driver, { tenantId }: World): Promise<void> {
  const session = driver.session();
  const { records } = await session.run(RAW, { tenantId, ...YEAR, figures: FIGURES });
  await session.close();
  if (records.length !== DAYS) throw new Error(`${records.length} days`);
}

const reading = (name: string, read: () => Promise<void>): Side => ({
  name,
  run: async () => {
    const took: number[] = [];
    for (let n = 0; n < READS; n++) {
      const startedAt = performance.now();
      await read();
      took.push(performance.now() - startedAt);
    }
    return median(took);
  },
});
