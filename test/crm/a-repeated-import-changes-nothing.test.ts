import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { ACCOUNTS, CRM_CONFIG, counts, loadExport, PIPELINE, REVENUE, upload } from './crm-world.js';

const world = await createWorld({ config: CRM_CONFIG });
const admin = await world.as('admin');
await loadExport(admin);

/** Everything of the tenant but what imports and receipts note of themselves. */
const state = () =>
  world.cypher(
    `MATCH (n) WHERE n.tenantId = $tenantId AND (n:Account OR n:Opportunity OR n:Product)
     OPTIONAL MATCH (n)-[r:OWNED_BY|ASSOCIATED_TO|FOR_PRODUCT|SUBSIDIARY_OF]->(m)
     WITH n, r, m ORDER BY type(r), m.id
     WITH n, collect([type(r), m.id]) AS edges
     RETURN n {.*, _lock: null} AS node, edges ORDER BY n.id`,
  );

describe('an import that is repeated', () => {
  it('changes nothing, and says that all rows are unchanged', async () => {
    const before = await state();
    expect(before).toHaveLength(8);
    const accounts = await upload(admin, 'accounts', ACCOUNTS, { columns: REVENUE });
    expect(accounts.body.counts).toEqual(counts({ unchanged: 3, repairs: 5 }));
    const pipeline = await upload(admin, 'opportunities', PIPELINE);
    expect(pipeline.body.counts).toEqual(counts({ unchanged: 3, repairs: 1, warnings: 1 }));
    expect(await state()).toEqual(before);
  });

  it('changes what differs, and that alone', async () => {
    const { body } = await upload(
      admin,
      'opportunities',
      PIPELINE.replace('Engaging', 'Won').replace(',,\n', ',,77\n'),
    );
    expect(body.counts).toEqual(counts({ unchanged: 2, updated: 1, repairs: 1, warnings: 1 }));
    const [changed] = await world.cypher(
      `MATCH (o:Opportunity {tenantId: $tenantId, externalId: 'EC4QE1BX'}) RETURN o {.version, .status, .amountMinor} AS o`,
    );
    expect(changed.o).toEqual({ version: 2, status: 'won', amountMinor: 7700 });
    const moved = ACCOUNTS.replace('States,Acme Corporation', 'States,Bioholding');
    const accounts = await upload(admin, 'accounts', moved, { columns: REVENUE });
    expect(accounts.body.counts).toEqual(counts({ unchanged: 2, updated: 1, repairs: 5 }));
  });

  it('with its key is the same run; the key with another file is a conflict', async () => {
    const file = 'sku,name,list_price\nP-1,One,1\n';
    const first = await upload(admin, 'products', file, { key: 'once' });
    const second = await upload(admin, 'products', file, { key: 'once' });
    expect(second.body).toEqual(first.body);
    expect(second.body.counts).toEqual(counts({ created: 1 }));
    const other = await upload(admin, 'products', file.replace('One', 'Two'), { key: 'once' });
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'IDEMPOTENCY_CONFLICT' } } });
  });

  it('goes on where a run was cut off', async () => {
    const rows = Array.from({ length: 1200 }, (_, n) => `S-${n},Name ${n},${n}\n`).join('');
    const first = await upload(admin, 'products', `sku,name,list_price\n${rows}`, { key: 'cut' });
    expect(first.body.counts).toEqual(counts({ created: 1200 }));
    // As if the process had died after the first of three chunks.
    await world.cypher(
      `MATCH (run:ImportRun {tenantId: $tenantId, id: $id}) SET run.status = 'running', run.endedAt = null
       WITH run MATCH (c:ImportChunk {tenantId: $tenantId, runId: run.id}) WHERE c.seq > 0
       MATCH (k:IdempotencyKey {tenantId: $tenantId}) WHERE k.key IN [run.id + ':1', run.id + ':2', run.id + ':end']
       WITH collect(DISTINCT c) + collect(DISTINCT k) AS gone UNWIND gone AS x DETACH DELETE x RETURN count(*)`,
      { id: first.body.importRunId },
    );
    const again = await upload(admin, 'products', `sku,name,list_price\n${rows}`, { key: 'cut' });
    expect(again.body).toMatchObject({ importRunId: first.body.importRunId, status: 'completed' });
    expect(again.body.counts).toEqual(counts({ created: 500, unchanged: 700 }));
  });
});
