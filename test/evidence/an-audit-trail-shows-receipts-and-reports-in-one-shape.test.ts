import { describe, expect, it } from '@jest/globals';
import { createWorkspace, renameWorkspace } from '../../src/entitlements/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import { createWorld } from '../kit/world.js';
import { keyOf } from '../usage/events.js';
import { did } from './did.js';

const PEOPLE = [
  { handle: 'admin', roles: ['revops_admin' as const] },
  { handle: 'admin2', roles: ['revops_admin' as const] },
  { handle: 'olga', roles: ['operator' as const] },
];
const world = await createWorld();
const operators = await createWorld({ kind: 'OPERATORS', people: PEOPLE });
const key = await keyOf(world, ['audit:write']);
const admin = await world.as('admin');
const auditor = await world.as('auditor');
const { tenantId } = world;

const EVENTS = `query($type: String, $entity: ID, $result: AuditResult, $from: DateTime, $first: Int, $after: String, $tenantId: ID) {
  auditEvents(eventType: $type, entityId: $entity, result: $result, from: $from, first: $first, after: $after, tenantId: $tenantId) {
    edges { node { id source eventType entityType entityId action actorType actorId result requestId workflowId receiptId occurredAt
      detail { valuesState personalState oldValues newValues changesSummary errorMessage ipAddress userAgent } } }
    pageInfo { hasNextPage endCursor } } }`;

type Node = Record<string, any>;

async function eventsFor(who: typeof admin, variables: Record<string, unknown> = {}): Promise<Node[]> {
  const { auditEvents } = await who.ask(EVENTS, variables);
  return auditEvents.edges.map(({ node }: { node: Node }) => node);
}

const report = (externalId: string, rest: object = {}) =>
  world.anyone(key).http('POST', '/v1/audit', {
    json: {
      external_id: externalId,
      source: 'widget',
      event_type: 'kb_uploaded',
      entity_type: 'kb',
      entity_id: 'kb-1',
      action: 'upload',
      new_values: { pages: 3 },
      ip_address: '203.0.113.7',
      request_id: 'their-1',
      ...rest,
    },
  });

describe('the audit events of a tenant (R4)', () => {
  it('show a change as old and new values, with whoever made it', async () => {
    const caller = world.caller('admin');
    const { workspaceId } = await did(
      'WorkspaceCreated',
      createWorkspace(world.composition, caller, { handle: 'alpine', name: 'Alpine' }),
    );
    const renamed = { workspaceId, version: 1, name: 'Alpine Lodge' };
    await did('WorkspaceRenamed', renameWorkspace(world.composition, caller, renamed));
    const [second, first, ...others] = await eventsFor(auditor, { entity: workspaceId });
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      ...{ source: 'revgraph', eventType: 'CREATE_WORKSPACE', entityType: 'Workspace', action: 'create' },
      ...{ actorType: 'admin', actorId: world.id('admin'), result: 'success' },
      detail: { valuesState: 'SHOWN', oldValues: null, newValues: { handle: 'alpine', name: 'Alpine' } },
    });
    expect(second).toMatchObject({
      eventType: 'RENAME_WORKSPACE',
      detail: {
        oldValues: { name: 'Alpine', version: 1 },
        newValues: { name: 'Alpine Lodge', version: 2 },
        changesSummary: 'a workspace got another name: version, name',
        errorMessage: null,
      },
    });
    expect(second?.id).toBe(second?.receiptId);
  });

  it('stand in one order, receipts among what was reported, page by page', async () => {
    world.clock.advance({ minutes: 1 });
    const from = new Date(world.clock.now()).toISOString();
    for (let n = 0; n < 3; n++) {
      world.clock.advance({ minutes: 1 });
      await report(`mixed-${n}`);
      world.clock.advance({ minutes: 1 });
      await (await world.as('ae')).graphql(EVENTS);
    }
    const all = await eventsFor(auditor, { from });
    const paged: Node[] = [];
    for (let after: string | null = null; ; ) {
      const { auditEvents }: { auditEvents: Node } = await auditor.ask(EVENTS, { from, first: 2, after });
      paged.push(...auditEvents.edges.map(({ node }: { node: Node }) => node));
      after = auditEvents.pageInfo.endCursor;
      if (!auditEvents.pageInfo.hasNextPage) break;
    }
    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const times = all.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(new Set(all.map(({ source }) => source))).toEqual(new Set(['revgraph', 'widget']));
    expect(all.filter(({ eventType }) => eventType === 'REFUSE_ROLE')).toHaveLength(3);
  });

  it.each(['constructor', 'toString'])('of the type "%s" are those that were reported of it', async (name) => {
    expect((await report(`of-${name}`, { event_type: name })).status).toBe(200);
    expect(await eventsFor(auditor, { type: name })).toMatchObject([{ source: 'widget', eventType: name }]);
  });

  it('are narrowed by type, entity and result, over both sources', async () => {
    await report('failed', {
      event_type: 'api_error',
      result: 'failure',
      error_message: 'Bad gateway',
      entity_id: 'x',
    });
    await report('partly', { event_type: 'kb_crawled', result: 'partial' });
    const failures = await eventsFor(auditor, { result: 'failure' });
    expect(new Set(failures.map(({ result }) => result))).toEqual(new Set(['failure']));
    expect(failures.map(({ eventType }) => eventType)).toEqual(expect.arrayContaining(['api_error', 'REFUSE_ROLE']));
    const refused = failures.find(({ eventType }) => eventType === 'REFUSE_ROLE');
    expect(refused).toMatchObject({
      actorType: 'tenant',
      requestId: expect.stringMatching(/^\S{8,}$/),
      detail: { errorMessage: expect.stringContaining('refused'), ipAddress: '127.0.0.1' },
    });
    expect((await eventsFor(auditor, { result: 'partial' })).map(({ eventType }) => eventType)).toEqual(['kb_crawled']);
    const uploads = await eventsFor(auditor, { type: 'kb_uploaded', entity: 'kb-1', result: 'success' });
    expect(new Set(uploads.map(({ eventType, entityId }) => `${eventType} ${entityId}`))).toEqual(
      new Set(['kb_uploaded kb-1']),
    );
    const steps = await eventsFor(auditor, { type: 'REFUSE_ROLE', result: 'success' });
    expect(steps).toEqual([]);
    const { errors } = await auditor.graphql('{ auditEvents(entityType: "kb") { edges { node { id } } } }');
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('say what was erased', async () => {
    await report('gone');
    await world.cypher(
      `MATCH (e:AuditEvent {tenantId: $tenantId, source: 'widget', externalId: 'gone'})
       MATCH (d:AuditDetail {tenantId: $tenantId, id: e.id}) DETACH DELETE d RETURN count(*) AS n`,
    );
    const [newest] = await eventsFor(auditor, { type: 'kb_uploaded', first: 1 });
    expect(newest).toMatchObject({
      requestId: 'their-1',
      detail: { valuesState: 'ERASED', personalState: 'ERASED', newValues: null, ipAddress: null },
    });
  });

  it('are read across tenants by operators alone, without what is personal, and each access is receipted there', async () => {
    const olga = await operators.as('olga');
    const seen = await eventsFor(olga, { tenantId, type: 'kb_uploaded' });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toMatchObject({ detail: { valuesState: 'WITHHELD', newValues: null, ipAddress: null } });
    expect((await eventsFor(olga, { tenantId, type: 'REFUSE_ROLE' }))[0]).toMatchObject({
      detail: { valuesState: 'SHOWN', personalState: 'WITHHELD', ipAddress: null },
    });
    const accesses = await eventsFor(auditor, { type: 'ACCESS_TENANT' });
    expect(accesses).toHaveLength(2);
    expect(accesses[0]).toMatchObject({ actorType: 'admin', actorId: operators.id('olga'), entityId: tenantId });
    const strangers = [
      [await operators.as('admin'), tenantId],
      [admin, operators.tenantId],
      [olga, newId()],
    ] as const;
    for (const [who, elsewhere] of strangers) {
      const { errors } = await who.graphql(EVENTS, { tenantId: elsewhere });
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
    expect(await eventsFor(auditor, { type: 'ACCESS_TENANT' })).toHaveLength(2);
    const { errors } = await (await world.as('ae')).graphql(EVENTS);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
