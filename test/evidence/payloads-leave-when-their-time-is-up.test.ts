import { describe, expect, it } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import { createProduct, updateProduct } from '../../src/crm/index.js';
import {
  compactPayloads,
  exportReceipts,
  liftLegalHold,
  logVerifierKey,
  placeLegalHold,
  readCheckpoint,
  type StateReport,
  verifyExport,
  verifyState,
  verifyWorkflow,
} from '../../src/evidence/index.js';
import { inLanes } from '../../src/kernel/in-lanes.js';
import { grantRole } from '../../src/tenancy/index.js';
import { busyWorld } from './busy-world.js';
import { did } from './did.js';

const world = await busyWorld();
const { composition, tenantId } = world;
const admin = world.caller('admin');
const TERMS = { shortPayloadDays: 730, longPayloadDays: 2_557 };
const SHORT = ['activity', 'batch'];
const LONG = ['lead', 'deal', 'admin'];

const state = (): Promise<StateReport> => verifyState(composition, tenantId, rebuilds);
const compact = () => compactPayloads(composition, tenantId, TERMS);
const sentences = (report: StateReport) => report.findings.map(({ sentence }) => sentence);

async function left(kinds: string[]): Promise<number> {
  const [row] = await world.cypher<{ left: number }>(
    `MATCH (r:Receipt {tenantId: $tenantId})-[:HAS_PAYLOAD]->(p) WHERE r.workflowKind IN $kinds
       AND NOT r.step IN ['COMPACT_PAYLOADS', 'ERASE_PERSON'] RETURN toInteger(count(p)) AS left`,
    { kinds },
  );
  return Number(row?.left);
}

/** Every chain, every proof and the whole export hold. */
async function allHolds(): Promise<void> {
  await world.settle();
  const chains = await world.cypher<{ id: string }>(
    'MATCH (w:RevWorkflow {tenantId: $tenantId}) WHERE w.seq > 0 RETURN w.id AS id',
  );
  await inLanes(chains, 8, async ({ id }) => {
    expect(await verifyWorkflow(composition, tenantId, id)).toMatchObject({ ok: true, failure: null });
  });
  const begun = await exportReceipts(composition, world.caller('auditor'), { all: true });
  if (begun.__typename !== 'ReceiptExport') throw new Error(begun.__typename);
  let text = '';
  for await (const lines of begun.text) text += lines;
  const lines = text.trimEnd().split('\n');
  const checkpoint = await readCheckpoint(composition.logSettings, tenantId, lines.length);
  const key = await logVerifierKey(composition.logSettings, tenantId);
  expect(await verifyExport(lines, { verifierKeys: [key], checkpoint: checkpoint ?? '' })).toMatchObject({ ok: true });
}

describe('payloads of receipts whose time is up', () => {
  it('stay until then', async () => {
    expect(await compact()).toEqual({ payloads: 0, held: 0 });
  });

  it('leave by the kind of their chain, but for what a legal hold keeps', async () => {
    world.clock.advance({ days: 800 });
    const held = { scope: 'user', ref: world.id('admin'), reason: 'LITIGATION' };
    await did('LegalHoldPlaced', placeLegalHold(composition, admin, held));
    const [short, long] = [await left(SHORT), await left(LONG)];
    const done = await compact();
    expect(done.held).toBeGreaterThan(0);
    expect(await left(SHORT)).toBe(short - done.payloads);
    expect(await left(LONG)).toBe(long);
    // Who is held acted in what is left, or it is about them.
    expect(await compact()).toEqual({ payloads: 0, held: 0 });
    await allHolds();
    expect(sentences(await state())).toEqual([]);
  });

  it('leave also when they were held, once the hold is lifted, and the rest when its longer time is up', async () => {
    const holds = await world.cypher<{ id: string }>(
      "MATCH (h:LegalHold {tenantId: $tenantId, state: 'IN_FORCE'}) RETURN h.id AS id",
    );
    for (const { id: holdId } of holds) await did('LegalHoldLifted', liftLegalHold(composition, admin, { holdId }));
    expect((await compact()).payloads).toBeGreaterThan(0);
    // What was done meanwhile is younger.
    const young = await left(LONG);
    world.clock.advance({ days: 2_557 - 800 });
    expect((await compact()).payloads).toBeGreaterThan(20);
    expect(await left(LONG)).toBeLessThan(young);
    await allHolds();
    const report = await state();
    expect(sentences(report)).toEqual([]);
    expect(report.payloads.removed).toBeGreaterThan(20);
    expect(report.removed.map(({ label }) => label)).toEqual(expect.arrayContaining(['Tenant', 'User', 'Role']));
  });

  it('are told by receipts, batch by batch: rule, instant, and which of the log', async () => {
    const told = await world.cypher<{ content: string }>(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'COMPACT_PAYLOADS'})-[:HAS_PAYLOAD]->(p) RETURN p.content AS content ORDER BY r.createdAt`,
    );
    const contents = told.map(({ content }) => JSON.parse(content));
    expect(contents[0]).toMatchObject({ rule: 'short_payload_days', days: 730, held: { user: expect.any(Number) } });
    expect(contents.at(-1)).toMatchObject({ rule: 'long_payload_days', days: 2_557 });
    for (const { removed, payloads } of contents) {
      const size = (ranges: [number, number][]) => ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
      expect([size(removed.business), size(removed.personal)]).toEqual([payloads.business, payloads.personal]);
    }
  });

  it('are called gone by whoever reads', async () => {
    const auditor = await world.as('auditor');
    const { receipts } = await auditor.ask(
      '{ receipts(step: "CREATE_TENANT") { edges { node { id timestamp business { state content } } } } }',
    );
    const { node } = receipts.edges.at(-1);
    expect(node.business).toEqual({ state: 'REMOVED', content: null });
    const to = new Date(Date.parse(node.timestamp) + 1).toISOString();
    const { auditEvents } = await auditor.ask(
      'query($from: DateTime!, $to: DateTime!) { auditEvents(eventType: "CREATE_TENANT", from: $from, to: $to) { edges { node { id detail { valuesState newValues } } } } }',
      { from: node.timestamp, to },
    );
    const shown = auditEvents.edges.find((edge: { node: { id: string } }) => edge.node.id === node.id);
    expect(shown.node.detail).toEqual({ valuesState: 'REMOVED', newValues: null });
  });

  it('take no hand edit with them: what later receipts tell is compared, and what is gone without one is found', async () => {
    const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
    const made = { sku: 'NEW', name: 'New', series: 'N', listPrice: usd(5), recurring: true };
    const { productId } = await did('ProductCreated', createProduct(composition, admin, made));
    const [gtx] = await world.cypher<{ id: string; version: number }>(
      "MATCH (p:Product {tenantId: $tenantId, sku: 'GTX'}) RETURN p.id AS id, toInteger(p.version) AS version",
    );
    const change = { id: gtx?.id, version: Number(gtx?.version), name: 'GTX 3' };
    await did('ProductUpdated', updateProduct(composition, admin, change));
    await did('RoleGrantProposed', grantRole(composition, admin, { userId: world.id('ae'), role: 'sdr' }));
    await world.settle();
    const clean = await state();
    expect(sentences(clean)).toEqual([]);
    expect(clean.partly).toContainEqual({ label: 'Product', id: gtx?.id });
    await world.cypher("MATCH (p:Product {tenantId: $tenantId, id: $id}) SET p.name = 'By hand'", { id: gtx?.id });
    await world.cypher("MATCH (p:Product {tenantId: $tenantId, id: $id}) SET p.sku = 'By hand'", { id: productId });
    await world.cypher(
      `MATCH (u:User {tenantId: $tenantId, id: $id}), (role:Role {tenantId: $tenantId, name: 'revops_admin'})
       CREATE (u)-[:HOLDS_ROLE {from: $at}]->(role)`,
      { id: world.id('ae'), at: new Date(world.clock.now()).toISOString() },
    );
    await world.cypher(
      `MATCH (:Receipt {tenantId: $tenantId, resourceId: $id})-[:HAS_PAYLOAD]->(p:BusinessPayload) DETACH DELETE p`,
      { id: productId },
    );
    const found = sentences(await state()).join('\n');
    expect(found).toMatch(/name is By hand/);
    expect(found).toMatch(/HOLDS_ROLE/);
    expect(found).toMatch(/payload is gone, and no receipt tells/);
  });
});
