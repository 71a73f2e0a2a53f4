import { describe, expect, it } from '@jest/globals';
import { auditRowsDigest } from '../../src/evidence/index.js';
import { createWorld } from '../kit/world.js';
import { keyOf } from '../usage/events.js';

const world = await createWorld();
const key = await keyOf(world, ['audit:write']);

interface Told {
  results: { externalId: string | null; result: string; reason: string | null }[];
}

async function report(body: unknown, headers: Record<string, string> = {}, as = key) {
  const answer = await world.anyone(as).http('POST', '/v1/audit', { json: body, headers });
  const told = (await answer.json()) as Told & { error?: { code: string } };
  return { status: answer.status, ...told, outcomes: told.results?.map(({ result }) => result) };
}

const uploaded = (externalId: string, rest: object = {}) => ({
  external_id: externalId,
  source: 'widget',
  event_type: 'kb_uploaded',
  entity_type: 'kb',
  entity_id: 'kb-1',
  action: 'upload',
  actor_type: 'admin',
  actor_id: world.id('admin'),
  old_values: null,
  new_values: { file_name: 'Ada Lovelace.pdf', sizeBytes: 12 },
  changes_summary: 'Ada uploaded a file',
  ip_address: '203.0.113.7',
  user_agent: 'Mozilla/5.0',
  request_id: 'r-1',
  ...rest,
});

const receipts = () =>
  world.cypher<{ body: string; content: string; personal: number }>(
    `MATCH (r:Receipt {tenantId: $tenantId, step: 'REPORT_AUDIT_EVENTS'})-[:HAS_PAYLOAD]->(p:BusinessPayload)
     OPTIONAL MATCH (r)-[:HAS_PAYLOAD]->(x:PersonalPayload)
     WITH r, p, count(x) AS personal ORDER BY r.createdAt, r.id
     RETURN r.body AS body, p.content AS content, personal`,
  );

const eventsOf = (workflow: string) =>
  world.cypher<{ id: string; occurredAt: string; sha256: string; detailCommitment: string | null }>(
    `MATCH (e:AuditEvent {tenantId: $tenantId, batchId: $batch})
     RETURN e.id AS id, e.occurredAt AS occurredAt, e.sha256 AS sha256, e.detailCommitment AS detailCommitment`,
    { batch: workflow.replace('batch:', '') },
  );

describe('audit events that other programs report (R4)', () => {
  it('are kept in one shape, with one receipt for a batch, which has the digest of its rows and nothing personal', async () => {
    const failed = {
      external_id: 'a2',
      event_type: 'api_error',
      result: 'failure',
      error_message: 'Bad gateway for Ada',
      actor_type: 'visitor',
      actor_id: 'v-9',
    };
    const answer = await report([uploaded('a1'), failed, { event_type: 'x' }, uploaded('a3', { actor_type: 'robot' })]);
    expect(answer).toMatchObject({ status: 200, outcomes: ['accepted', 'accepted', 'rejected', 'rejected'] });
    expect(answer.results.map(({ reason }) => reason?.split(':')[0])).toEqual([
      undefined,
      undefined,
      'externalId',
      'actorType',
    ]);
    const [receipt, ...others] = await receipts();
    expect(others).toEqual([]);
    const body = JSON.parse(receipt?.body ?? '{}');
    const business = JSON.parse(receipt?.content ?? '{}');
    expect(body).toMatchObject({ workflow_kind: 'batch', resource_ref: { type: 'AuditBatch' }, outcome: 'ALLOWED' });
    expect(business).toMatchObject({ events: 2, types: { kb_uploaded: 1, api_error: 1 } });
    expect(JSON.stringify([body, business])).not.toContain('Ada');
    expect(receipt?.personal).toBe(0);
    expect(business.rows_sha256).toBe(auditRowsDigest(await eventsOf(body.workflow_id)));
  });

  it('are kept once, however often and by however many a batch is sent', async () => {
    const batch = Array.from({ length: 40 }, (_, n) => uploaded(`many-${n}`));
    const before = (await receipts()).length;
    const answers = await Promise.all(Array.from({ length: 10 }, () => report({ events: batch })));
    const accepted = answers.flatMap(({ outcomes }) => outcomes ?? []).filter((result) => result === 'accepted');
    const others = answers.flatMap(({ outcomes }) => outcomes ?? []).filter((result) => result === 'duplicate');
    expect([accepted.length, others.length]).toEqual([40, 360]);
    const made = (await receipts()).slice(before).map(({ content }) => JSON.parse(content).events as number);
    expect(made.reduce((sum, n) => sum + n, 0)).toBe(40);
    expect((await report(uploaded('many-0', { new_values: { file_name: 'another' } }))).outcomes).toEqual(['conflict']);
    expect((await report(uploaded('many-0', { result: 'failure' }))).outcomes).toEqual(['conflict']);
  });

  it('are found by type, by entity and by time, newest first, by admins and auditors alone', async () => {
    const at = (minute: number) => new Date(world.clock.now() - minute * 60_000).toISOString();
    await report([5, 3, 4].map((n) => uploaded(`t${n}`, { entity_id: 'kb-time', occurred_at: at(n) })));
    const query = `query($after: String) { auditEvents(entityId: "kb-time", first: 2, after: $after) {
      edges { node { externalId eventType actorType result requestId workflowId detail { newValues ipAddress } } }
      pageInfo { hasNextPage endCursor } } }`;
    const auditor = await world.as('auditor');
    const { auditEvents: first } = await auditor.ask(query);
    const { auditEvents: second } = await auditor.ask(query, { after: first.pageInfo.endCursor });
    const pages = [...first.edges, ...second.edges].map(({ node }) => node);
    expect(pages.map(({ externalId }) => externalId)).toEqual(['t3', 't4', 't5']);
    expect(pages[0]).toMatchObject({
      actorType: 'admin',
      result: 'success',
      requestId: 'r-1',
      detail: { newValues: { file_name: 'Ada Lovelace.pdf', sizeBytes: 12 }, ipAddress: '203.0.113.7' },
    });
    const verified = await auditor.ask('query($id: ID!) { verifyWorkflow(workflowId: $id) { ok } }', {
      id: pages[0].workflowId,
    });
    expect(verified.verifyWorkflow.ok).toBe(true);
    const byType = await auditor.ask('{ auditEvents(eventType: "api_error") { edges { node { externalId } } } }');
    expect(byType.auditEvents.edges).toEqual([{ node: { externalId: 'a2' } }]);
    const { errors } = await (await world.as('ae')).graphql(query);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('lose what is personal when it is erased, and are still what the receipt says', async () => {
    await report(uploaded('erased'));
    const [about] = await world.cypher<{ id: string }>(
      `MATCH (e:AuditEvent {tenantId: $tenantId, source: 'widget', externalId: 'erased'})
       MATCH (d:AuditDetail {tenantId: $tenantId, id: e.id})-[:ABOUT]->(u:User) RETURN u.id AS id`,
    );
    expect(about?.id).toBe(world.id('admin'));
    await world.cypher(
      `MATCH (e:AuditEvent {tenantId: $tenantId, source: 'widget', externalId: 'erased'})
       MATCH (d:AuditDetail {tenantId: $tenantId, id: e.id}) DETACH DELETE d RETURN count(*) AS n`,
    );
    const receipt = (await receipts()).at(-1);
    const { workflow_id } = JSON.parse(receipt?.body ?? '{}');
    expect(JSON.parse(receipt?.content ?? '{}').rows_sha256).toBe(auditRowsDigest(await eventsOf(workflow_id)));
    expect((await report(uploaded('erased'))).outcomes).toEqual(['duplicate']);
  });

  it('come with the scope audit:write, within bounds, of the key’s own tenant', async () => {
    const other = await keyOf(world, ['events:write']);
    expect(await report(uploaded('no'), {}, other)).toMatchObject({ status: 403, error: { code: 'FORBIDDEN' } });
    expect(await report([])).toMatchObject({ status: 400, error: { code: 'BAD_USER_INPUT' } });
    expect((await report(Array.from({ length: 1_001 }, (_, n) => uploaded(`x${n}`)))).status).toBe(400);
    const reasons = await report([
      uploaded('b1', { tenant_id: 'another' }),
      uploaded('b2', { new_values: { text: 'x'.repeat(20_000) } }),
      uploaded('b3', { occurred_at: new Date(world.clock.now() + 6 * 60_000).toISOString() }),
      uploaded('b4', { colour: 'red' }),
      uploaded('b5', { tenant_id: world.tenantId }),
      'text',
    ]);
    expect(reasons.results.map(({ reason }) => reason?.split(':')[0])).toEqual([
      'tenantId',
      'newValues',
      'occurredAt',
      'event',
      undefined,
      'event',
    ]);
    const repeated = { 'idempotency-key': 'k1' };
    expect((await report(uploaded('k'), repeated)).outcomes).toEqual(['accepted']);
    expect((await report(uploaded('k'), repeated)).outcomes).toEqual(['accepted']);
    expect((await report(uploaded('k2'), repeated)).status).toBe(409);
  });
});
