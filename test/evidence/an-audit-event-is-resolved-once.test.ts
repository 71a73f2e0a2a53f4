import { describe, expect, it } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import { verifyState } from '../../src/evidence/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import { createWorld } from '../kit/world.js';
import { keyOf } from '../usage/events.js';

const world = await createWorld();
const key = await keyOf(world, ['audit:write']);
const auditor = await world.as('auditor');
const admin = await world.as('admin');

const RESOLVE = `mutation($input: ResolveAuditEventInput!) { resolveAuditEvent(input: $input) { __typename
  ... on AuditEventResolved { eventId } ... on AuditEventAlreadyResolved { message } } }`;
const FAILED = '{ failedOperations(days: 2) { edges { node { id source resolution { at by reasonCode } } } } }';

async function failed(): Promise<
  { id: string; source: string; resolution: { by: string; reasonCode: string } | null }[]
> {
  const { failedOperations } = await auditor.ask(FAILED);
  return failedOperations.edges.map(({ node }: { node: never }) => node);
}

const resolve = async (who: typeof admin, input: Record<string, unknown>) =>
  (await who.ask(RESOLVE, { input })).resolveAuditEvent;

describe('an audit event that somebody looked into', () => {
  it('is marked as resolved, whether it is a receipt or was reported, by one of those who try', async () => {
    await world.anyone(key).http('POST', '/v1/audit', {
      json: { external_id: 'x', source: 'widget', event_type: 'api_error', result: 'failure' },
    });
    await (await world.as('ae')).graphql(FAILED);
    const before = await failed();
    expect(new Set(before.map(({ source }) => source))).toEqual(new Set(['widget', 'revgraph']));
    for (const { id: eventId, resolution } of before) {
      expect(resolution).toBeNull();
      const input = { eventId, reasonCode: 'FALSE_ALARM', note: 'Ada asked for it' };
      const answers = await Promise.all([auditor, admin, auditor, admin].map((who) => resolve(who, input)));
      const names = answers.map(({ __typename }) => __typename).sort();
      expect(names).toEqual([...Array(3).fill('AuditEventAlreadyResolved'), 'AuditEventResolved']);
    }
    const people = [world.id('auditor'), world.id('admin')];
    for (const { resolution } of await failed()) {
      expect(resolution).toMatchObject({ reasonCode: 'FALSE_ALARM' });
      expect(people).toContain(resolution?.by);
    }
    const told = await world.cypher<{ content: string }>(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'RESOLVE_AUDIT_EVENT'})-[:HAS_PAYLOAD]->(p:BusinessPayload) RETURN p.content AS content`,
    );
    expect(told).toHaveLength(before.length);
    expect(JSON.stringify(told)).not.toContain('Ada');
  });

  it('needs the right, a code and an event of the tenant', async () => {
    const input = { eventId: newId(), reasonCode: 'FALSE_ALARM' };
    expect(await resolve(admin, input)).toMatchObject({ __typename: 'NotFound' });
    expect(await resolve(admin, { ...input, reasonCode: 'free text' })).toMatchObject({ __typename: 'InvalidInput' });
    const { errors } = await (await world.as('ae')).graphql(RESOLVE, { input });
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('is compared with its receipt: one that was altered by hand is named', async () => {
    await world.settle();
    expect((await verifyState(world.composition, world.tenantId, rebuilds)).findings).toEqual([]);
    await world.cypher(
      `MATCH (n:AuditResolution {tenantId: $tenantId}) WITH n LIMIT 1 SET n.reasonCode = 'FIXED' RETURN count(n) AS n`,
    );
    const { findings } = await verifyState(world.composition, world.tenantId, rebuilds);
    expect(findings.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('reasonCode')]);
  });
});
