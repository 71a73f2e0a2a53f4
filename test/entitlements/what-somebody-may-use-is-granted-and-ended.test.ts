import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { World } from '../kit/fresh-world.js';
import { receiptsOf } from './receipts-of.js';

const UNTIL = '2026-04-01T00:00:00.000Z';
const GRANTED = '... on EntitlementGranted { entitlementId until } ... on InvalidInput { message }';

describe('an entitlement', () => {
  let world: World;
  let other: World;
  beforeAll(async () => {
    world = await World.create();
    other = await World.create();
  });
  afterAll(() => Promise.all([world.close(), other.close()]));

  const grant = async (input: object, who = 'admin') =>
    (await world.as(who)).mutate('grantEntitlement', input, GRANTED);
  const entitled = async (name: string, subject: object = {}, asking = world) => {
    const { entitlement } = await (await asking.as('ae')).ask(
      'query($name: String!, $userId: ID, $workspaceId: ID) { entitlement(name: $name, userId: $userId, workspaceId: $workspaceId) { entitled } }',
      { name, ...subject },
    );
    return entitlement.entitled;
  };

  it('of a user, a workspace or the tenant lets in whom it is about', async () => {
    await grant({ name: 'mine', userId: 'u1' });
    await grant({ name: 'ours', workspaceId: 'w1', until: UNTIL });
    await grant({ name: 'everybody' });
    expect(await entitled('mine', { userId: 'u1' })).toBe(true);
    expect(await entitled('mine', { userId: 'u2', workspaceId: 'u1' })).toBe(false);
    expect(await entitled('ours', { userId: 'u2', workspaceId: 'w1' })).toBe(true);
    expect(await entitled('ours', { userId: 'u2' })).toBe(false);
    expect(await entitled('everybody', { userId: 'u3' })).toBe(true);
    expect(await entitled('everybody', {}, other)).toBe(false);
  });

  it('has another end when it is granted again, and a receipt only when something changes', async () => {
    const first = await grant({ name: 'again', userId: 'u1', until: UNTIL });
    const second = await grant({ name: 'again', userId: 'u1', until: '2026-05-01T02:00:00+02:00' });
    expect(second).toMatchObject({ entitlementId: first.entitlementId, until: '2026-05-01T00:00:00.000Z' });
    const before = await receiptsOf(world, 'GRANT_ENTITLEMENT');
    await Promise.all([1, 2, 3].map(() => grant({ name: 'again', userId: 'u1', until: '2026-05-01T00:00:00Z' })));
    expect(await receiptsOf(world, 'GRANT_ENTITLEMENT')).toHaveLength(before.length);
  });

  it('is refused for a user and a workspace at once, and for what is over', async () => {
    expect((await grant({ name: 'x', userId: 'u', workspaceId: 'w' })).message).toContain('workspaceId');
    expect((await grant({ name: 'x', userId: 'u', until: '2026-03-01T00:00:00Z' })).message).toContain('until');
  });

  it('ends by hand for good, and is listed with those that ended', async () => {
    const admin = await world.as('admin');
    const { entitlementId } = await grant({ name: 'mine', userId: 'u1' });
    const end = (by: Client) => by.mutate('endEntitlement', { entitlementId }, '');
    expect(await end(await other.as('admin'))).toEqual({ __typename: 'NotFound' });
    expect([await end(admin), await end(admin)]).toEqual(Array(2).fill({ __typename: 'EntitlementEnded' }));
    expect(await receiptsOf(world, 'END_ENTITLEMENT')).toHaveLength(1);
    expect(await entitled('mine', { userId: 'u1' })).toBe(false);
    expect((await grant({ name: 'mine', userId: 'u1' })).entitlementId).not.toBe(entitlementId);
    const { entitlements } = await admin.ask(
      '{ entitlements(userId: "u1", first: 2) { edges { node { name state } } pageInfo { hasNextPage endCursor } } }',
    );
    expect(entitlements.edges).toHaveLength(2);
    const rest = await admin.ask(
      'query($after: String) { entitlements(userId: "u1", after: $after) { edges { node { name state } } pageInfo { hasNextPage } } }',
      { after: entitlements.pageInfo.endCursor },
    );
    const all = [...entitlements.edges, ...rest.entitlements.edges].map(({ node }) => `${node.name} ${node.state}`);
    expect(all.sort()).toEqual(['again ACTIVE', 'mine ACTIVE', 'mine ENDED']);
  });

  it('is for RevOps admins, and for programs with its scope', async () => {
    const seller = await world.as('ae');
    const { errors } = await seller.graphql('mutation { grantEntitlement(input: {name: "x"}) { __typename } }');
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const made = await (await world.as('admin')).mutate(
      'createApiKey',
      { name: 'shop', scopes: ['entitlements:write'] },
      '... on ApiKeyCreated { secret }',
    );
    const program = new Client(world.url, made.secret);
    expect(await program.mutate('grantEntitlement', { name: 'x', userId: 'u4' }, '')).toEqual({
      __typename: 'EntitlementGranted',
    });
  });

  it('leaves an address that is used as an id out of bodies, which are never deleted', async () => {
    await grant({ name: 'mail', userId: 'ada@example.com' });
    const bodies = await world.cypher<{ body: string }>(
      'MATCH (r:Receipt {tenantId: $tenantId}) RETURN r.body AS body',
    );
    expect(bodies.filter(({ body }) => body.includes('GRANT_ENTITLEMENT')).length).toBeGreaterThan(0);
    expect(bodies.filter(({ body }) => body.includes('ada@example.com'))).toEqual([]);
  });

  it('is told by receipts, from which it can be rebuilt', async () => {
    expect(await findingsOf(world)).toEqual([]);
  });
});
