import { createHash } from 'node:crypto';
import neo4j, { type Driver } from 'neo4j-driver';
import { canonicalText } from '../src/evidence/index.js';
import { newId } from '../src/kernel/values/ids.js';
import { instantOf } from '../src/kernel/values/instants.js';
import { inFlight } from './measure.js';

/** Events of one transaction, and transactions at once: more of either and Neo4j's heap of 512 MB is full of them. */
const BATCH = 5_000;
const AT_ONCE = 4;
/** The last instant of the period over which events are spread. */
const END = Date.parse('2026-03-04T15:00:00.000Z');
/** As long as metered events are taken. */
export const DAYS = 35;
const DAY_MS = 86_400_000;
const TYPES = ['api_call', 'chat_message', 'embedding', 'search', 'kb_ingest'] as const;
const RAW = 'UNWIND $rows AS row CREATE (event:Event {tenantId: $tenantId}) SET event += row';

/** The identity of the `n`th event. */
export const identityOf = (n: number) => ({ source: 'app', externalId: `event-${String(n).padStart(12, '0')}` });

/** The instant that lies so much of a day (0 to 1) after the beginning of a day of the period, counted from 0. */
export const within = (day: number, share: number): string =>
  instantOf(Math.floor(END - (DAYS - day - share) * DAY_MS));

/** The `n`th of so many metered events that are spread evenly over the period, with the properties that the product keeps. */
function rowOf(n: number, count: number) {
  const identity = identityOf(n);
  const at = END - DAYS * DAY_MS + Math.floor(((n + 0.5) / count) * DAYS * DAY_MS);
  return {
    ...identity,
    id: newId(),
    type: TYPES[n % TYPES.length],
    category: 'usage',
    occurredAt: instantOf(at),
    ingestedAt: instantOf(at + 2_000),
    userId: `user-${n % 2_003}`,
    workspaceId: `workspace-${n % 211}`,
    metadata: canonicalText({
      cost_nano_usd: (n % 4_000) * 20,
      latency_ms: n % 900,
      model: 'embed-2',
      status_code: n % 50 ? 200 : 429,
      tokens: n % 4_000,
    }),
    contentSha256: createHash('sha256').update(identity.externalId).digest('hex'),
    retention: 'metered',
  };
}

/** Makes so many events of a tenant by raw `UNWIND`, under the product's constraints and indexes; gives how many a second. */
export async function makeEvents(
  driver: Driver,
  { tenantId, count }: { tenantId: string; count: number },
  say: (progress: string) => void,
): Promise<number> {
  const batches = Math.ceil(count / BATCH);
  const told = Math.max(1, Math.floor(batches / 20));
  const startedAt = performance.now();
  await inFlight(AT_ONCE, batches, async (batch) => {
    const first = batch * BATCH;
    const rows = Array.from({ length: Math.min(BATCH, count - first) }, (_, i) => rowOf(first + i, count));
    const session = driver.session({ defaultAccessMode: neo4j.session.WRITE });
    // Under the other work of a busy machine one may take longer than the 10 s of the store's own setting.
    await session.executeWrite((tx) => tx.run(RAW, { tenantId, rows }), { timeout: 60_000 });
    await session.close();
    if (batch % told !== told - 1) return;
    const made = Math.min(count, (batch + 1) * BATCH);
    const rate = Math.round(made / ((performance.now() - startedAt) / 1_000));
    say(`${made.toLocaleString('en-US')} events, ${rate.toLocaleString('en-US')} a second`);
  });
  return count / ((performance.now() - startedAt) / 1_000);
}
