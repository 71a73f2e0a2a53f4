import { describe, expect, it } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import {
  auditRowsDigest,
  canonicalText,
  logVerifierKey,
  readCheckpoint,
  textDigest,
  verifyExport,
  verifyState,
} from '../../src/evidence/index.js';
import { removeExpired, rollUpUsage } from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';
import { eventsThere, removals, sealAndRemove } from './expired.js';

const world = await createWorld();
const { composition, tenantId } = world;
const key = await keyOf(world, ['events:write', 'audit:write']);

const told = [
  event('create_hotel_attempt', { user_id: world.id('ae') }),
  ...[1, 2, 3].map((n) => event('import_success', { workspace_id: 'w1', metadata: { importJobId: `j${n}` } })),
];
const wrong = told.at(-1) as (typeof told)[number];
const reported = ['r1', 'r2'].map((id) => ({
  external_id: id,
  source: 'widget',
  event_type: 'kb_uploaded',
  actor_type: 'admin',
  actor_id: world.id(id === 'r1' ? 'admin' : 'ae'),
  new_values: { file_name: 'Ada Lovelace.pdf' },
}));

async function report(events: object[]): Promise<string[]> {
  const answer = await world.anyone(key).http('POST', '/v1/audit', { json: events });
  return ((await answer.json()) as { results: { result: string }[] }).results.map(({ result }) => result);
}
const voidIt = async ({ source, external_id }: { source: string; external_id: string }) =>
  (await world.as('admin')).mutate(
    'voidEvents',
    { events: [{ source, externalId: external_id }] },
    '... on EventsVoided { voided removed }',
  );
const imports = async () =>
  (await world.cypher('MATCH (m:MonthlyUsage {tenantId: $tenantId, workspaceId: "w1"}) RETURN m.imports AS n'))[0]?.n;
const listed = async () => {
  const { events, auditEvents } = await (await world.as('auditor')).ask(
    '{ events(first: 10, source: "app") { edges { node { id } } } auditEvents(first: 50) { edges { node { source } } } }',
  );
  const outside = auditEvents.edges.filter(({ node }: { node: { source: string } }) => node.source === 'widget');
  return [events.edges.length, outside.length];
};

/** The digests that receipts of batches have of their rows, and those that are made of what is there. */
async function digests(step: string, label: string, digestOf: (rows: any[]) => string) {
  const rows = await world.cypher<{ content: string; rows: object[] }>(
    `MATCH (r:Receipt {tenantId: $tenantId, step: $step})-[:HAS_PAYLOAD]->(p:BusinessPayload)
     RETURN p.content AS content, COLLECT {
       MATCH (e:${label} {tenantId: $tenantId, batchId: substring(r.workflowId, 6)}) RETURN properties(e)
     } AS rows ORDER BY r.createdAt`,
    { step },
  );
  return rows.map(({ content, rows: there }) => ({ said: JSON.parse(content).rows_sha256, made: digestOf(there) }));
}
const eventDigests = () =>
  digests('INGEST_EVENTS', 'Event', (rows) =>
    textDigest(canonicalText(rows.map((e) => [e.id, e.source, e.externalId, e.contentSha256]).sort())),
  );
const auditDigests = () =>
  digests('REPORT_AUDIT_EVENTS', 'AuditEvent', (rows) =>
    auditRowsDigest(rows.map((e) => ({ ...e, occurredAt: e.occurredAt ?? e.happenedAt }))),
  );

describe('catalogued events, and what other programs reported', () => {
  it('stay for two years, leave together with their details, and the receipts of their batches still hold', async () => {
    await post(world, key, told);
    await voidIt(wrong);
    await report(reported);
    await rollUpUsage(composition, tenantId);
    const counted = await imports();
    expect(counted).toBe(2);
    world.clock.advance({ days: 730 });
    expect(await sealAndRemove(world)).toBe(0);
    expect(await listed()).toEqual([4, 2]);
    world.clock.advance({ ms: 1 });
    await post(world, key, [event('create_hotel_attempt')]);
    expect(await sealAndRemove(world)).toBe(6);
    expect([await eventsThere(world), await eventsThere(world, 'AuditEvent')]).toEqual([
      { whole: 1, known: 5 },
      { whole: 0, known: 2 },
    ]);
    expect(await listed()).toEqual([1, 0]);
    expect(await world.cypher('MATCH (d:AuditDetail {tenantId: $tenantId}) RETURN d')).toEqual([]);
    expect(await imports()).toBe(counted);
    expect(await removals(world)).toEqual([
      ['catalogued_event_days', 'reported_audit_days'].map((rule, n) => ({
        ...{ rule, days: 730, until: '2026-03-04T15:00:00.001Z', removed: n === 0 ? 4 : 2 },
      })),
    ]);
    for (const digest of [...(await eventDigests()), ...(await auditDigests())]) expect(digest.made).toBe(digest.said);
    expect(await eventDigests()).toHaveLength(2);
  }, 90_000);

  it('are known for good: sent again they are duplicates, or void, and count nothing', async () => {
    expect((await post(world, key, told)).outcomes).toEqual(['duplicate', 'duplicate', 'duplicate', 'void']);
    expect(await report(reported)).toEqual(['duplicate', 'duplicate']);
    expect(await voidIt(told[1] as typeof wrong)).toMatchObject({ voided: 0, removed: 1 });
    expect(await imports()).toBe(2);
  }, 90_000);

  it('leave chains, exports and the graph as their receipts tell', async () => {
    await world.settle();
    const auditor = await world.as('auditor');
    const chains = await world.cypher<{ id: string }>(
      "MATCH (w:RevWorkflow {tenantId: $tenantId, kind: 'batch'}) RETURN w.id AS id",
    );
    expect(chains.length).toBeGreaterThanOrEqual(5);
    for (const { id } of chains) {
      const { verifyWorkflow } = await auditor.ask(
        'query($id: ID!) { verifyWorkflow(workflowId: $id) { ok failure { reason } } }',
        { id },
      );
      expect([id, verifyWorkflow]).toEqual([id, { ok: true, failure: null }]);
    }
    const state = await verifyState(composition, tenantId, rebuilds);
    expect(state.findings.map(({ sentence }) => sentence)).toEqual([]);
    const lines = (await (await auditor.http('GET', '/v1/receipts/export')).text()).trimEnd().split('\n');
    await world.settle();
    const checkpoint = await readCheckpoint(composition.logSettings, tenantId, lines.length);
    const verifierKeys = [await logVerifierKey(composition.logSettings, tenantId)];
    expect(await verifyExport(lines, { verifierKeys, checkpoint: checkpoint ?? '' })).toMatchObject({ ok: true });
  }, 90_000);

  it('stay while the receipt of their batch, or of their void, is not in the log', async () => {
    const late = event('create_hotel_attempt');
    await post(world, key, [late]);
    await report([{ ...reported[0], external_id: 'r3' }]);
    await rollUpUsage(composition, tenantId);
    world.clock.advance({ days: 729 });
    expect(await sealAndRemove(world)).toBe(0);
    await voidIt(late);
    await rollUpUsage(composition, tenantId);
    world.clock.advance({ days: 2 });
    await world.settle();
    const batches = `MATCH (e:Event|AuditEvent {tenantId: $tenantId}) WHERE e.occurredAt IS NOT NULL
      MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'batch:' + e.batchId})`;
    await world.cypher(`${batches} SET r.place = r.leafIndex REMOVE r.leafIndex`);
    expect(await sealAndRemove(world)).toBe(0);
    await world.cypher(`${batches} SET r.leafIndex = r.place REMOVE r.place`);
    const voids =
      "MATCH (r:Receipt {tenantId: $tenantId, step: 'VOID_EVENTS'}) WITH r ORDER BY r.createdAt DESC LIMIT 1";
    await world.cypher(`${voids} SET r:Unsealed`);
    // Without sealing: the event of before, and the audit event, are in the log.
    expect((await removeExpired(composition, tenantId)).removed).toBe(2);
    await world.cypher(`${voids} REMOVE r:Unsealed`);
    expect(await sealAndRemove(world)).toBe(1);
    expect(await eventsThere(world)).toMatchObject({ whole: 0 });
  }, 90_000);
});
