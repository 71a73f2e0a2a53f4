import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';
import { upload } from './crm-world.js';

const world = await createWorld();
let admin: Client;
let teamId: string;
beforeAll(async () => {
  admin = await world.as('admin');
  ({ teamId } = await write('createTeam', { handle: 'emea', name: 'EMEA' }));
});

const IDS = {
  createTeam: '... on TeamCreated { teamId }',
  createProduct: '... on ProductCreated { productId }',
  updateProduct: '... on ProductUpdated { version }',
  createAccount: '... on AccountCreated { accountId }',
  updateAccount: '... on AccountUpdated { version }',
  createOpportunity: '... on OpportunityCreated { opportunityId }',
  updateOpportunity: '... on OpportunityUpdated { version }',
};

/** Calls a mutation that must do what it is called for. */
async function write(name: keyof typeof IDS, input: object) {
  const outcome = await admin.mutate(name, input, IDS[name]);
  if (!/(Created|Updated)$/.test(outcome.__typename)) throw new Error(JSON.stringify(outcome));
  return outcome;
}

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
const product = async (sku: string) =>
  (await write('createProduct', { sku, name: sku, listPrice: usd(5_000) })).productId as string;
const account = async (name: string, said: object = {}) =>
  (await write('createAccount', { name, ...said })).accountId as string;
const opportunity = async (name: string, said: object) =>
  (await write('createOpportunity', { name, stage: 'Engaging', ...said })).opportunityId as string;

/** What the graph has is what the receipts tell, to the last property and edge. */
const expectRebuilt = async () => expect(await findingsOf(world)).toEqual([]);

/** Snapshots of a node, in the order of its chain. */
async function snapshotsOf(id: string) {
  const payloads = await world.cypher<{ content: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, resourceId: $id})-[:HAS_PAYLOAD]->(p:BusinessPayload)
    RETURN p.content AS content ORDER BY r.workflowSeq`,
    { id },
  );
  return payloads.flatMap(({ content }) => JSON.parse(content).snapshot as object[]);
}

const FULL = {
  domain: 'https://www.acme.com/',
  country: 'Germany',
  region: 'DE-BY',
  sector: 'retail',
  employees: 12,
  yearEstablished: 1999,
  revenue: usd(1_000),
  arr: usd(500),
  customerStatus: 'CUSTOMER',
};

describe('what the API writes is rebuilt from its receipts', () => {
  it('a product, sold once or recurring', async () => {
    await write('createProduct', { sku: 'SETUP', name: 'Setup', listPrice: usd(900), recurring: false });
    const id = (await write('createProduct', { sku: 'GTX', name: 'GTX', series: 'G', listPrice: usd(1) })).productId;
    await expectRebuilt();
    const change = { name: 'GTX 2', series: null, listPrice: { amountMinor: 7, currency: 'EUR' }, recurring: false };
    await write('updateProduct', { id, version: 1, ...change });
    await expectRebuilt();
  });

  it('an account with its owner and its family, moved and moved again', async () => {
    const top = await account('Top', { ...FULL, ownerId: world.id('ae') });
    const middle = await account('Middle', { parentId: top, ownerId: teamId });
    await account('Leaf', { parentId: middle });
    const other = await account('Other');
    await expectRebuilt();
    await write('updateAccount', { id: middle, version: 1, parentId: other, name: 'Half way', ownerId: null });
    await expectRebuilt();
    await write('updateAccount', { id: other, version: 1, parentId: top });
    await expectRebuilt();
    await write('updateAccount', { id: middle, version: 2, parentId: null, ownerId: world.id('ae') });
    await write('updateAccount', { id: top, version: 1, ownerId: teamId, domain: null, customerStatus: 'FORMER' });
    await expectRebuilt();
  });

  it('an opportunity with its own type, owner, account and product', async () => {
    const ends = { ownerId: world.id('ae'), accountId: await account('Buyer'), productId: await product('SKU-1') };
    const days = { engageDate: '2026-01-02', closeDate: '2026-03-04' };
    const said = { type: 'New Business', strategic: true, amount: usd(77), ...days };
    const id = await opportunity('Deal', { ...said, ...ends });
    await opportunity('Bare deal', {});
    await expectRebuilt();
    expect(await snapshotsOf(id)).toEqual([expect.objectContaining({ type: 'Opportunity', ownType: 'New Business' })]);
    const turned = { ownerId: teamId, accountId: await account('Other buyer'), productId: await product('SKU-2') };
    await write('updateOpportunity', { id, version: 1, type: 'Renewal', stage: 'Won', ...turned });
    await expectRebuilt();
    const ended = { type: null, ownerId: null, accountId: null, productId: null, amount: null, closeDate: null };
    await write('updateOpportunity', { id, version: 2, ...ended });
    await expectRebuilt();
  });
});

it('a property or an edge changed by hand is no longer what the receipts tell', async () => {
  const params = { id: await opportunity('Hand', { type: 'Renewal', ownerId: teamId }), teamId };
  const byHand = async (change: string) =>
    world.cypher(`MATCH (o:Opportunity {tenantId: $tenantId, id: $id}) ${change} RETURN o.id`, params);
  await byHand("SET o.type = 'Forged'");
  expect(await findingsOf(world)).toMatchObject([{ kind: 'differs', property: 'type' }]);
  await byHand("SET o.type = 'Renewal'");
  await expectRebuilt();
  await byHand('MATCH (o)-[r:OWNED_BY]->() DELETE r');
  expect(await findingsOf(world)).toMatchObject([{ kind: 'missing', edge: { type: 'OWNED_BY', other: teamId } }]);
  await byHand('MATCH (team:Team {tenantId: $tenantId, id: $teamId}) CREATE (o)-[:OWNED_BY]->(team)');
});

describe('what an import writes', () => {
  const imported = [expect.any(String), 1, expect.stringMatching(/^[0-9a-f]{64}$/)];

  /** An imported opportunity, and how to rename it by hand. */
  async function byHand(externalId: string) {
    const find = 'MATCH (o:Opportunity {tenantId: $tenantId, externalId: $externalId})';
    const [found] = await world.cypher<{ id: string }>(`${find} RETURN o.id AS id`, { externalId });
    const name = (text: string) => world.cypher(`${find} SET o.name = $text`, { externalId, text });
    return { id: found?.id ?? '', name };
  }

  const CSV = 'external_id,name,stage,type,owner\nI-1,Imported,Engaging,Renewal,ae\nI-2,Other import,Won,,ae\n';

  it('is proven by the digests of its rows and of its nodes, without a snapshot of each', async () => {
    const { body } = await upload(admin, 'opportunities', CSV);
    expect(body.counts).toMatchObject({ created: 2 });
    const [chunk] = await world.cypher<{ content: string }>(
      `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflowId, workflowSeq: 2})-[:HAS_PAYLOAD]->(p:BusinessPayload)
      RETURN p.content AS content`,
      { workflowId: `batch:${body.importRunId}` },
    );
    const told = JSON.parse(chunk?.content ?? '{}');
    expect(told).toMatchObject({
      kind: 'opportunities',
      rows: { first: 2, last: 3, count: 2 },
      counts: { created: 2 },
    });
    expect(told.snapshot).toEqual([expect.objectContaining({ type: 'ImportChunk' })]);
    expect(told.rows_sha256).toBe(digestOf(CSV));
    expect(told.rows_sha256).not.toBe(digestOf(CSV.replace('Renewal', 'Forged')));
    expect(told).toMatchObject({ label: 'Opportunity', nodes: [imported, imported] });
    const { id, name } = await byHand('I-2');
    await name('Forged');
    expect(await findingsOf(world)).toMatchObject([
      { kind: 'differs', node: { label: 'Opportunity', id }, property: null, receipt: { step: 'IMPORT_ROWS' } },
    ]);
    await name('Other import');
    await expectRebuilt();
  });

  it('is told wholly by the receipt of its first change by the API', async () => {
    const { id, name } = await byHand('I-1');
    await write('updateOpportunity', { id, version: 1, stage: 'Won' });
    await expectRebuilt();
    await name('Forged');
    expect(await findingsOf(world)).toMatchObject([{ property: 'name', receipt: { step: 'UPDATE_OPPORTUNITY' } }]);
  });
});

/** Digest of a file's rows, as src/crm/README.md says it: one JSON line each, values trimmed, by our names of the columns. */
function digestOf(csv: string): string {
  const [header, ...rows] = csv.trim().split('\n');
  const columns = (header ?? '').split(',');
  const lines = rows.map((row, n) => {
    const values = Object.fromEntries(row.split(',').map((value, at) => [columns[at], value]));
    return `${JSON.stringify({ kind: 'row', line: n + 2, values })}\n`;
  });
  return createHash('sha256').update(lines.join('')).digest('hex');
}
