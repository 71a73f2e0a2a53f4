import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { keyOf } from '../usage/events.js';

const world = await createWorld();
const operators = await createWorld({
  kind: 'OPERATORS',
  people: [
    { handle: 'admin', roles: ['revops_admin'] },
    { handle: 'admin2', roles: ['revops_admin'] },
    { handle: 'olga', roles: ['operator'] },
  ],
});
const key = await keyOf(world, ['audit:write']);
const auditor = await world.as('auditor');
world.clock.advance({ minutes: 1 });
const from = new Date(world.clock.now()).toISOString();

const report = (events: object[]) => world.anyone(key).http('POST', '/v1/audit', { json: { events } });
const event = (externalId: string, rest: object = {}) => ({
  ...{ external_id: externalId, source: 'widget', event_type: 'kb_uploaded', entity_type: 'kb', entity_id: 'kb-1' },
  ...{ actor_type: 'visitor', actor_id: externalId },
  ...rest,
});
await report([
  event('a'),
  event('b'),
  event('c', { event_type: 'api_error', result: 'failure', error_message: '=HYPERLINK("http://evil.example")' }),
  event('d', { event_type: 'security_violation', result: 'failure', actor_type: 'system', actor_id: 'widget' }),
  event('e', { event_type: 'kb_crawled', result: 'partial' }),
]);
const ae = await world.as('ae');
for (let time = 0; time < 2; time++) await ae.graphql('{ tenantAuditTrail { id } }');
world.clock.advance({ minutes: 1 });
const to = new Date(world.clock.now()).toISOString();

const REPORT = `query($from: DateTime!, $to: DateTime!, $tenantId: ID) { auditReport(from: $from, to: $to, tenantId: $tenantId) {
  total byEventType { eventType count } byActor { actorType actorId count } byResult { result count }
  failures newestFailures { eventType detail { errorMessage personalState } } securityEvents newestSecurityEvents { eventType }
  receipts unsealed checkpoint { size note covers } } }`;

const receiptsOf = (step: string) =>
  world.cypher<{ n: number }>('MATCH (r:Receipt {tenantId: $tenantId, step: $step}) RETURN count(r) AS n', { step });

describe('an audit report (R4)', () => {
  it('counts what was done and reported in its period, by type, actor and result, and lists what failed', async () => {
    const { auditReport } = await auditor.ask(REPORT, { from, to });
    expect(auditReport).toMatchObject({ total: 8, failures: 4, securityEvents: 3, receipts: 3 });
    expect(auditReport.byEventType.slice(0, 2)).toEqual([
      { eventType: 'REFUSE_ROLE', count: 2 },
      { eventType: 'kb_uploaded', count: 2 },
    ]);
    expect(auditReport.byResult).toEqual([
      { result: 'failure', count: 4 },
      { result: 'success', count: 3 },
      { result: 'partial', count: 1 },
    ]);
    expect(auditReport.byActor).toEqual(
      expect.arrayContaining([
        { actorType: 'visitor', actorId: null, count: 4 },
        { actorType: 'tenant', actorId: world.id('ae'), count: 2 },
        { actorType: 'system', actorId: 'widget', count: 1 },
      ]),
    );
    const types = (rows: { eventType: string }[]) => rows.map(({ eventType }) => eventType).sort();
    expect(types(auditReport.newestFailures)).toEqual([
      'REFUSE_ROLE',
      'REFUSE_ROLE',
      'api_error',
      'security_violation',
    ]);
    expect(types(auditReport.newestSecurityEvents)).toEqual(['REFUSE_ROLE', 'REFUSE_ROLE', 'security_violation']);
    const before = await auditor.ask(REPORT, { from: '2020-01-01T00:00:00.000Z', to: '2020-02-01T00:00:00.000Z' });
    expect(before.auditReport).toMatchObject({ total: 0, byEventType: [], newestFailures: [] });
  });

  it('names the signed checkpoint that covers it, once its receipts are in the log', async () => {
    await world.settle();
    const { auditReport } = await auditor.ask(REPORT, { from, to });
    expect(auditReport).toMatchObject({ unsealed: 0, checkpoint: { covers: true } });
    expect(auditReport.checkpoint.note).toContain(`/log/${world.tenantId}\n${auditReport.checkpoint.size}\n`);
  });

  it('is JSON and CSV over HTTP; formulas are escaped, and the CSV is counted as an export', async () => {
    const path = `/v1/audit/report?from=${from}&to=${to}`;
    const json = (await (await auditor.http('GET', path)).json()) as Record<string, never>;
    expect(json).toMatchObject({
      tenant_id: world.tenantId,
      by_event_type: { kb_uploaded: 2, REFUSE_ROLE: 2 },
      by_result: { failure: 4, success: 3, partial: 1 },
      failures: { total: 4 },
      evidence: { checkpoint: { covers: true } },
    });
    expect((await receiptsOf('EXPORT_AUDIT'))[0]?.n).toBe(0);
    const answer = await auditor.http('GET', `${path}&format=csv`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const csv = await answer.text();
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(csv).not.toMatch(/(^|,)"?=HYPER/m);
    expect(csv.split('\r\n').filter((line) => line.startsWith('failure,'))).toHaveLength(4);
    expect((await receiptsOf('EXPORT_AUDIT'))[0]?.n).toBe(1);
    expect((await auditor.http('GET', `/v1/audit/report?from=yesterday&to=${to}`)).status).toBe(400);
    expect((await auditor.http('GET', `/v1/audit/report?from=${to}&to=${from}`)).status).toBe(400);
    expect((await auditor.http('GET', `/v1/audit/report?from=2001-01-01&to=${to}`)).status).toBe(400);
    expect((await ae.http('GET', path)).status).toBe(403);
  });

  it('of another tenant is for operators, receipted there, without what is personal', async () => {
    const olga = await operators.as('olga');
    const before = (await receiptsOf('ACCESS_TENANT'))[0]?.n ?? 0;
    const { auditReport } = await olga.ask(REPORT, { from, to, tenantId: world.tenantId });
    expect(auditReport.failures).toBe(4);
    const failed = auditReport.newestFailures.find(({ eventType }: { eventType: string }) => eventType === 'api_error');
    expect(failed.detail).toEqual({ errorMessage: null, personalState: 'WITHHELD' });
    expect((await receiptsOf('ACCESS_TENANT'))[0]?.n).toBe(before + 1);
    const own = { from, to, tenantId: operators.tenantId };
    expect((await auditor.graphql(REPORT, own)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

describe('the trail, what failed and what concerns security', () => {
  it('are the newest events of the last days', async () => {
    const { tenantAuditTrail } = await auditor.ask('{ tenantAuditTrail(days: 1, limit: 3) { occurredAt eventType } }');
    expect(tenantAuditTrail).toHaveLength(3);
    const ask = `{ failedOperations(days: 1, first: 50) { edges { node { result } } }
      securityEvents(days: 1, first: 50) { edges { node { eventType } } } }`;
    const { failedOperations, securityEvents } = await auditor.ask(ask);
    expect(new Set(failedOperations.edges.map(({ node }: { node: { result: string } }) => node.result))).toEqual(
      new Set(['failure']),
    );
    const types = securityEvents.edges.map(({ node }: { node: { eventType: string } }) => node.eventType);
    expect(types).toEqual(
      expect.arrayContaining(['REFUSE_ROLE', 'security_violation', 'ACCESS_TENANT', 'CREATE_API_KEY']),
    );
    world.clock.advance({ days: 3 });
    const afresh = await world.as('auditor');
    const later = await afresh.ask(ask);
    expect([later.failedOperations.edges, later.securityEvents.edges]).toEqual([[], []]);
    for (const bad of ['days: 0', 'days: 733', 'limit: 101']) {
      const { errors } = await afresh.graphql(`{ tenantAuditTrail(${bad}) { id } }`);
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
  });
});
