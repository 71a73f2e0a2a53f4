import { describe, expect, it } from '@jest/globals';
import { logVerifierKey, parseTilePath, readCheckpoint, readTile, verifyLog } from '../../src/evidence/index.js';
import { createWorld } from '../kit/world.js';
import { ProductProcess } from './processes.js';
import { createQuote, dealsOf, lanes } from './quotes.js';
import { until } from './until.js';

const world = await createWorld();
const { logSettings } = world.composition;

const startSealer = () =>
  ProductProcess.start('./sealer-of-one-tenant.mjs', { REDIS_PREFIX: world.composition.config.redis.prefix }, [
    world.tenantId,
  ]);

/** How many receipts there are, and the places in the log of those that have one. */
async function sealedSoFar(): Promise<{ receipts: number; places: number[] }> {
  const [row] = await world.cypher<{ receipts: number; places: number[] }>(
    `MATCH (r:Receipt {tenantId: $tenantId}) WHERE r.id IS NOT NULL
     RETURN count(r) AS receipts, collect(r.leafIndex) AS places`,
  );
  if (!row) throw new Error('no row');
  return row;
}

/** The tenant's log as anybody else reads it. */
const log = {
  async read(path: string): Promise<Uint8Array | null> {
    if (path === 'checkpoint') return Buffer.from((await readCheckpoint(logSettings, world.tenantId)) ?? '');
    const address = parseTilePath(path);
    return address && readTile(logSettings, world.tenantId, address);
  },
};

describe('two sealer processes at work while receipts are written, one of them killed', () => {
  it('seal every receipt once, without a gap, under a checkpoint that verifies; the other ends in order', async () => {
    const ae = await world.as('ae');
    const deals = await dealsOf(world, 8);
    const killed = startSealer();
    await until(sealedSoFar, ({ places }) => places.length > 0);
    const other = startSealer();
    await other.says('started');

    const keys = Array.from({ length: 400 }, (_, number) => number);
    let written = 0;
    await lanes(keys, 16, async (number) => {
      const opportunityId = deals.opportunityIds[number % 8] as string;
      const { data } = await createQuote(ae, deals, opportunityId, `${number}`);
      expect(data.createQuote).toMatchObject({ __typename: 'QuoteCreated' });
      if (++written === 200) killed.tell('SIGKILL');
    });
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });

    const { receipts, places } = await until(sealedSoFar, (seen) => seen.places.length === seen.receipts);
    expect(receipts).toBeGreaterThan(400);
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: receipts }, (_, place) => place));
    const report = await verifyLog(log, [await logVerifierKey(logSettings, world.tenantId)]);
    expect(report).toMatchObject({ ok: true, size: receipts });

    other.tell('SIGTERM');
    const end = await other.ended;
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.ms).toBeLessThan(10_000);
  }, 60_000);
});
