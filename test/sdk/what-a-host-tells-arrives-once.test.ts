import { describe, expect, it } from '@jest/globals';
import {
  ChatAudit,
  ErrorAudit,
  incrementUsage,
  KBAudit,
  logEvent,
  logSessionEvent,
  trackUsage,
} from '../../sdk/index.js';
import { createWorld } from '../kit/world.js';
import { hostOf } from './host.js';

const world = await createWorld();
const { tenantId } = world;

const events = (type: string) =>
  world.cypher<{ metadata: string; userId: string | null; workspaceId: string | null; sessionId: string | null }>(
    `MATCH (e:Event {tenantId: $tenantId, type: $type}) WITH e ORDER BY e.occurredAt, e.id
     RETURN e.metadata AS metadata, e.userId AS userId, e.workspaceId AS workspaceId, e.sessionId AS sessionId`,
    { type },
  );

describe('what a host tells by the SDK', () => {
  it('is metered with tokens, cost, latency and status', async () => {
    const { client, problems } = await hostOf(world);
    const types = ['api_call', 'chat_message', 'embedding', 'search', 'kb_ingest'];
    for (const type of types) {
      const tracker = trackUsage(tenantId, type, { user_id: 'u1', workspace_id: 'w1', session_id: 's1' });
      await tracker.recordSuccess({ tokens_used: 150, response_time_ms: 20 });
    }
    await trackUsage(tenantId, 'api_call').recordFailure(Object.assign(new TypeError('x'), { status: 502 }));
    await trackUsage(tenantId, 'api_call').recordRateLimit();
    await client.flush();
    expect(problems).toEqual([]);
    expect(client.figures).toMatchObject({ sent: 7, rejected: 0, queued: 0 });
    for (const type of types) {
      const [event] = await events(type);
      expect(event).toMatchObject({ userId: 'u1', workspaceId: 'w1', sessionId: 's1' });
      expect(JSON.parse(event?.metadata ?? '{}')).toMatchObject({
        tokens: 150,
        cost_nano_usd: 3_000,
        latency_ms: 20,
        status_code: 200,
      });
    }
    const statuses = (await events('api_call')).map(({ metadata }) => JSON.parse(metadata).status_code);
    expect(statuses.sort()).toEqual([200, 429, 502]);
  });

  it('is counted once, though answers are lost and everything is sent again', async () => {
    let lost = 0;
    const { client, problems } = await hostOf(world, ['events:write', 'audit:write'], {
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (lost++ < 2) throw new TypeError('the answer was lost');
        return answer;
      },
    });
    logEvent('u1', 'w-once', 'import_success', { importJobId: 'job-1' });
    incrementUsage('w-once', 'imports', 'job-1');
    incrementUsage('w-once', 'imports', 'job-2');
    incrementUsage('w-once', 'exports', 'export-1');
    incrementUsage('w-once', 'active_users', 'u1');
    for (let n = 0; n < 3; n++) logSessionEvent('u1', 'w-once', 'dashboard_view_session', 's1');
    await ChatAudit.messageReceived(tenantId, 's1', 12);
    for (let n = 0; n < 4; n++) await client.flush();
    expect(client.figures).toMatchObject({ queued: 0, rejected: 0, dropped: 0 });
    expect(problems.map(({ kind }) => kind)).toEqual(['unreachable', 'unreachable']);
    const [month] = await world.cypher(
      `MATCH (m:MonthlyUsage {tenantId: $tenantId, workspaceId: 'w-once'})
       RETURN m.imports AS imports, m.exports AS exports, m.activeUsers AS activeUsers`,
    );
    expect(month).toEqual({ imports: 2, exports: 1, activeUsers: 1 });
    expect(await events('dashboard_view_session')).toHaveLength(1);
    const told = await world.cypher(
      "MATCH (e:AuditEvent {tenantId: $tenantId, eventType: 'chat_message_received'}) RETURN e.id AS id",
    );
    expect(told).toHaveLength(1);
  });

  it('is audited in one shape, in batches with a receipt each', async () => {
    const { client, problems } = await hostOf(world);
    const context = {
      actor_type: 'admin',
      actor_id: world.id('admin'),
      ip_address: '203.0.113.7',
      request_id: 'r1',
    } as const;
    await KBAudit.uploaded(tenantId, 'kb-9', 'a.pdf', 12, context);
    await ErrorAudit.apiError(tenantId, '/kb', 502, new Error('away'), context);
    client.logAudit(tenantId, { event_type: 'own_thing', result: 'partial' });
    await client.flush();
    expect(problems).toEqual([]);
    const auditor = await world.as('auditor');
    const { auditEvents } = await auditor.ask(`{ auditEvents(first: 10) { edges { node {
      eventType entityType entityId action actorType actorId result requestId source detail { newValues errorMessage ipAddress }
    } } } }`);
    const reported = auditEvents.edges.map(({ node }: any) => node).filter(({ source }: any) => source === 'host');
    const told = reported.slice(0, 3);
    expect(told).toHaveLength(3);
    expect(told).toContainEqual({
      eventType: 'kb_uploaded',
      entityType: 'kb',
      entityId: 'kb-9',
      action: 'upload',
      actorType: 'admin',
      actorId: world.id('admin'),
      result: 'success',
      requestId: 'r1',
      source: 'host',
      detail: { newValues: { filename: 'a.pdf', size: 12 }, errorMessage: null, ipAddress: '203.0.113.7' },
    });
    expect(told).toContainEqual(expect.objectContaining({ eventType: 'api_error', result: 'failure' }));
    expect(told).toContainEqual(expect.objectContaining({ eventType: 'own_thing', result: 'partial', detail: null }));
    const receipts = await world.cypher<{ content: string }>(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'REPORT_AUDIT_EVENTS'})-[:HAS_PAYLOAD]->(p:BusinessPayload)
       RETURN p.content AS content`,
    );
    expect(receipts.map(({ content }) => JSON.parse(content).events).sort()).toEqual([1, 3]);
  });

  it('is told to the host when it is not kept', async () => {
    const { client, problems } = await hostOf(world, ['events:write']);
    logEvent('u1', 'w1', 'no_such_event');
    logEvent('u1', 'w1', 'export_success', {});
    await KBAudit.deleted(tenantId, 'kb-9');
    await client.flush();
    expect(client.figures).toMatchObject({ sent: 0, rejected: 2, queued: 1 });
    expect(problems.map(({ kind, message }) => `${kind} ${message.split(':')[0]}`).sort()).toEqual([
      'refused /v1/audit',
      'rejected metadata.exportId',
      'rejected type',
    ]);
  });
});
