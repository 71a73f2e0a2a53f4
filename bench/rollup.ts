import type { Driver } from 'neo4j-driver';
import { rollUpUsage, type UsageAsked, usageMetrics } from '../src/usage/index.js';
import type { World } from '../test/kit/fresh-world.js';
import type { Bench } from './catalogue.js';
import { type Finding, finding } from './measure.js';
import { instantOfCall, latencyOf, type Measured, makeMeasured, quartersOfDays } from './measured.js';
import { inFreshWorld, rawDriver } from './world.js';

const FEW = 100_000;
const MANY = 1_000_000;
const FROM = '2026-02-10T00:00:00.000Z';
const TO = '2026-03-01T05:00:00.000Z';
const DAYS = 10;

/**
 * The roll-up of 100,000 and of 1,000,000 API calls, each in a tenant of its own, spread evenly over the 960 quarter hours of ten days: from
 * marks to quarter hours, hours, days and a month with their receipts. Events are made by raw `UNWIND` before. Then the p95 and p99 of
 * each hour, day and month of the larger one against an exact sort of its latencies.
 */
export const rollup: Bench = {
  name: 'rollup',
  promise:
    '1,000,000 events are rolled up in 11× the time of 100,000 or less; p95 and p99 are within 1 % of an exact sort',
  rounds: 1,
  isLong: true,
  async run({ rounds, say }) {
    const few: number[] = [];
    const many: number[] = [];
    let worst = 0;
    for (let round = 0; round < rounds; round++) {
      few.push((await rolledUp(FEW, say)).seconds);
      const larger = await rolledUp(MANY, say);
      many.push(larger.seconds);
      worst = Math.max(worst, larger.worst);
    }
    const time: Finding = finding(
      'A roll-up of 1,000,000 events against one of 100,000',
      's',
      { of: 'ratio', atMost: 11 },
      { name: '1,000,000', rounds: many },
      { name: '100,000', rounds: few },
    );
    const error = { name: 'furthest p95 or p99 of an hour, day or month', rounds: [worst * 100] };
    return [time, finding('Quantiles against an exact sort', '%', { of: 'ours', atMost: 1.0001 }, error)];
  },
};

const rolledUp = (count: number, say: (progress: string) => void) =>
  inFreshWorld({}, async (world) => {
    const driver: Driver = rawDriver(world.composition.config.neo4j);
    try {
      const measured = { tenantId: world.tenantId, quarters: quartersOfDays(FROM, DAYS, 96), count };
      await makeMeasured(driver, measured);
      say(`${count.toLocaleString('en-US')} events are there`);
      const startedAt = performance.now();
      await rollUpUsage(world.composition, world.tenantId);
      const seconds = (performance.now() - startedAt) / 1_000;
      say(`rolled up in ${seconds.toFixed(1)} s`);
      return { seconds, worst: await furthest(world, measured) };
    } finally {
      await driver.close();
    }
  });

/** How far a p95 or p99 is from the exact one at most, as a part of it. */
async function furthest({ composition, tenantId }: World, measured: Measured): Promise<number> {
  const calls = Array.from({ length: measured.count }, (_, n) => ({
    at: instantOfCall(n, measured),
    ms: latencyOf(n),
  }));
  let worst = 0;
  for (const grain of ['hour', 'day', 'month'] satisfies UsageAsked['grain'][]) {
    const asked = { grain, from: '2026-02-01T05:00:00.000Z', to: TO };
    let next = 0;
    for (const period of await usageMetrics(composition, tenantId, asked)) {
      const exact: number[] = [];
      for (; (calls[next]?.at ?? '~') < period.periodEnd; next++) exact.push(calls[next]?.ms ?? 0);
      exact.sort((a, b) => a - b);
      if (exact.length !== period.apiCallsTotal)
        throw new Error(`${period.periodStart} has ${period.apiCallsTotal} calls`);
      for (const [place, told] of [
        [0.95, period.apiLatencyP95Ms],
        [0.99, period.apiLatencyP99Ms],
      ] as const) {
        const wanted = exact[Math.floor(place * (exact.length - 1))] ?? Number.NaN;
        worst = Math.max(worst, Math.abs((told ?? Number.NaN) - wanted) / wanted);
      }
    }
  }
  return worst;
}
