import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';

const world = await createWorld({ seatLimit: 20 });

interface UserPage {
  edges: { node: { handle: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

describe('the API of people, seats, keys and configurations', () => {
  it('shows who asks, their people and the use of seats', async () => {
    const ae = await world.as('ae');
    const { viewer, seats, users } = await ae.ask(`{
      viewer { type roles seat scopes tenant { handle kind plan } user { handle manager { handle manager { handle } } seat { type } } }
      seats { limit used utilisationBp nearLimit assigned(first: 2) { edges { node { type user { handle } } } pageInfo { hasNextPage } } }
      users(name: "AE of", first: 5) { edges { node { handle roles endedAt } } pageInfo { hasNextPage } }
    }`);
    expect(viewer).toMatchObject({
      type: 'user',
      roles: ['AE'],
      seat: 'DECISION',
      scopes: [],
      tenant: { kind: 'CUSTOMER', plan: 'enterprise' },
      user: { handle: 'ae', manager: { handle: 'manager', manager: { handle: 'vp' } }, seat: { type: 'DECISION' } },
    });
    expect(seats).toMatchObject({ limit: 20, used: 10, utilisationBp: 5000, nearLimit: false });
    expect(seats.assigned.edges).toHaveLength(2);
    expect(seats.assigned.pageInfo.hasNextPage).toBe(true);
    expect(users).toEqual({
      edges: [{ node: { handle: 'ae', roles: ['AE'], endedAt: null } }],
      pageInfo: { hasNextPage: false },
    });
  });

  it('pages through users by name without a gap', async () => {
    const admin = await world.as('admin');
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { users }: { users: UserPage } = await admin.ask(
        'query($after: String) { users(first: 5, after: $after) { edges { node { handle } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...users.edges.map((edge) => edge.node.handle));
      if (!users.pageInfo.hasNextPage) break;
      after = users.pageInfo.endCursor;
    }
    expect(seen).toEqual(Object.keys(world.userIds).sort());
  });

  it('lets one admin propose a role and another grant it', async () => {
    const [admin, admin2] = [await world.as('admin'), await world.as('admin2')];
    const created = await admin.mutate(
      'createUser',
      { handle: 'user:neo', name: 'Neo', subject: 'neo@test' },
      '... on UserCreated { user { id handle } }',
    );
    expect(created).toMatchObject({ __typename: 'UserCreated', user: { handle: 'neo' } });
    const proposed = await admin.mutate(
      'grantRole',
      { userId: created.user.id, role: 'LEGAL' },
      '... on RoleGrantProposed { grant { id state user { handle } } }',
    );
    expect(proposed.grant).toMatchObject({ state: 'PENDING', user: { handle: 'neo' } });
    const { roleGrants } = await admin2.ask('{ roleGrants(state: PENDING) { edges { node { id role } } } }');
    expect(roleGrants.edges).toEqual([{ node: { id: proposed.grant.id, role: 'LEGAL' } }]);
    const confirm = '... on RoleGranted { grant { state user { roles } } } ... on SecondPersonRequired { message }';
    const input = { grantId: proposed.grant.id };
    expect(await admin.mutate('confirmRoleGrant', input, confirm)).toMatchObject({
      __typename: 'SecondPersonRequired',
    });
    expect(await admin2.mutate('confirmRoleGrant', input, confirm)).toMatchObject({
      grant: { state: 'ACTIVE', user: { roles: ['LEGAL'] } },
    });
    const neo = world.anyone(await world.token('neo'));
    expect(await neo.ask('{ viewer { roles seat } }')).toEqual({ viewer: { roles: ['LEGAL'], seat: null } });
    await admin.mutate('endUser', { userId: created.user.id }, '... on UserEnded { user { endedAt } }');
    const { errors } = await neo.graphql('{ viewer { roles } }');
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  it('takes a configuration, explains a wrong one with its line, and shows drafts to admins', async () => {
    const [admin, admin2, ae] = [await world.as('admin'), await world.as('admin2'), await world.as('ae')];
    const wrong = await admin.mutate(
      'saveRevOpsConfigDraft',
      { yaml: 'currency: USD\nnonsense: 1\n' },
      '... on InvalidInput { fields { path line column } }',
    );
    expect(wrong).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'nonsense', line: 2, column: 1 }] });
    const saved = await admin.mutate(
      'saveRevOpsConfigDraft',
      { yaml: 'routing:\n  default_strategy: queue\n' },
      '... on RevOpsConfigDraftSaved { number sha256 }',
    );
    const draft = '{ revOpsConfig(version: 2) { state yaml } }';
    expect((await ae.ask(draft)).revOpsConfig).toBeNull();
    expect((await admin2.ask(draft)).revOpsConfig).toMatchObject({ state: 'DRAFT' });
    const activated = await admin2.mutate(
      'activateRevOpsConfig',
      { number: saved.number, replaces: 1 },
      '... on RevOpsConfigActivated { number replaced }',
    );
    expect(activated).toMatchObject({ number: 2, replaced: 1 });
    expect((await ae.ask('{ revOpsConfig { number sha256 } }')).revOpsConfig).toEqual({
      number: 2,
      sha256: saved.sha256,
    });
  });

  it('lets a program in by its key, as far as its scopes go', async () => {
    const admin = await world.as('admin');
    const { secret } = await admin.mutate(
      'createApiKey',
      { name: 'Dashboard', scopes: ['read'] },
      '... on ApiKeyCreated { secret prefix }',
    );
    const program = world.anyone(secret);
    expect((await program.ask('{ viewer { type scopes user { id } } }')).viewer).toEqual({
      type: 'api_key',
      scopes: ['read'],
      user: null,
    });
    const { errors } = await program.graphql('{ apiKeys { edges { node { id } } } }');
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
