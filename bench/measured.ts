import type { Driver } from 'neo4j-driver';
import { newId } from '../src/kernel/values/ids.js';
import { epochMs, type Instant, instantOf } from '../src/kernel/values/instants.js';
import { inFlight } from './measure.js';

/** Rows of one transaction, and quarter hours of one mark. */
const BATCH = 5_000;
const MARKED = 96;
const QUARTER_MS = 15 * 60_000;

/** API calls made at one go: so many in each of some quarter hours. */
export interface Measured {
  tenantId: string;
  quarters: readonly Instant[];
  count: number;
}

/** The latency of the `n`th call in ms: most are short, some take long, and no two runs differ. */
export const latencyOf = (n: number): number => {
  const share = ((n * 2_654_435_761) % 1_000_003) / 1_000_003;
  return Math.round(5_000 * Math.exp(1.7 * Math.log(1 / (1.0005 - share)))) / 1_000;
};

/** When the `n`th of them was. */
export const instantOfCall = (n: number, { quarters, count }: Measured): Instant => {
  const place = (n / count) * quarters.length;
  const quarter = quarters[Math.floor(place)] ?? '';
  return instantOf(epochMs(quarter) + Math.floor((place % 1) * QUARTER_MS));
};

const rowOf = (n: number, measured: Measured) => ({
  ...{ id: newId(), source: 'bench', externalId: `call-${n}`, type: 'api_call', category: 'usage' },
  occurredAt: instantOfCall(n, measured),
  metadata: JSON.stringify({ cost_nano_usd: n % 4_000, latency_ms: latencyOf(n), status_code: 200, tokens: n % 500 }),
  retention: 'metered',
});

const EVENTS = 'UNWIND $rows AS row CREATE (event:Event {tenantId: $tenantId}) SET event += row';
const MARKS = 'UNWIND $rows AS row CREATE (mark:IngestMark {tenantId: $tenantId}) SET mark += row';

/** Makes them by raw `UNWIND`, with the marks that ask for their sums. */
export async function makeMeasured(driver: Driver, measured: Measured): Promise<void> {
  const { tenantId, quarters, count } = measured;
  const run = (text: string, rows: object[]) => driver.executeQuery(text, { tenantId, rows });
  await inFlight(4, Math.ceil(count / BATCH), (batch) => {
    const first = batch * BATCH;
    return run(
      EVENTS,
      Array.from({ length: Math.min(BATCH, count - first) }, (_, i) => rowOf(first + i, measured)),
    );
  });
  const marks = Array.from({ length: Math.ceil(quarters.length / MARKED) }, (_, n) => ({
    id: newId(),
    quarters: quarters.slice(n * MARKED, (n + 1) * MARKED),
  }));
  await run(MARKS, marks);
}

/** Quarter hours of days: so many of each, from its beginning (UTC). */
export const quartersOfDays = (from: Instant, days: number, ofEach: number): Instant[] =>
  Array.from({ length: days * ofEach }, (_, n) =>
    instantOf(epochMs(from) + Math.floor(n / ofEach) * 86_400_000 + (n % ofEach) * QUARTER_MS),
  );
