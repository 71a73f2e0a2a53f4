import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findingsOf } from '../kit/findings.js';
import { World } from '../kit/fresh-world.js';
import { receiptsOf } from './receipts-of.js';

const CREATED = '... on WorkspaceCreated { workspaceId } ... on PlanLimitReached { limitName limit used message }';

describe('workspaces', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({ plan: 'starter' });
  });
  afterAll(() => world.close());

  const create = async (handle: string, who = 'admin') =>
    (await world.as(who)).mutate(
      'createWorkspace',
      { handle, name: `Hotel ${handle}` },
      `${CREATED} ... on WorkspaceExists { workspaceId }`,
    );
  const list = async (state?: string) => {
    const { workspaces } = await (await world.as('observer')).ask(
      'query($state: WorkspaceState) { workspaces(state: $state, first: 2) { edges { cursor node { id handle name state version endedAt } } pageInfo { hasNextPage endCursor } } }',
      { state },
    );
    return workspaces;
  };

  it('are opened up to the limit of the plan by those who race; each attempt beyond it is a signal', async () => {
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((handle) => create(handle)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      ...Array(2).fill('PlanLimitReached'),
      ...Array(3).fill('WorkspaceCreated'),
    ]);
    expect(answers.find(({ __typename }) => __typename === 'PlanLimitReached')).toEqual({
      __typename: 'PlanLimitReached',
      message: 'The plan allows 3 workspaces; ask the operator for more.',
      limitName: 'WORKSPACES',
      limit: 3,
      used: 3,
    });
    expect(await receiptsOf(world, 'CREATE_WORKSPACE')).toHaveLength(3);
    expect(await receiptsOf(world, 'BLOCK_WORKSPACE')).toMatchObject(
      Array(2).fill({
        outcome: 'BLOCKED',
        subjectId: world.id('admin'),
        business: { event: 'create_hotel_attempt', limit: 3, used: 3, plan: 'starter' },
      }),
    );
  });

  it('are listed oldest first, in pages', async () => {
    const { edges, pageInfo } = await list();
    expect(edges).toHaveLength(2);
    expect(pageInfo.hasNextPage).toBe(true);
    expect(edges[0].node).toMatchObject({
      name: expect.stringMatching(/^Hotel [a-e]$/),
      state: 'ACTIVE',
      endedAt: null,
    });
  });

  it('keep their handle when they get another name, by the version that was read', async () => {
    const admin = await world.as('admin');
    const { id, handle } = (await list()).edges[0].node;
    const rename = (version: number, name: string) =>
      admin.mutate('renameWorkspace', { workspaceId: id, version, name }, '... on VersionConflict { currentVersion }');
    expect(await rename(1, 'Grand Hotel')).toMatchObject({ __typename: 'WorkspaceRenamed' });
    expect(await rename(1, 'Another')).toEqual({ __typename: 'VersionConflict', currentVersion: 2 });
    expect((await admin.ask('query($id: ID!) { workspace(id: $id) { handle name } }', { id })).workspace).toEqual({
      handle,
      name: 'Grand Hotel',
    });
  });

  it('make room when they end, once, and their handle stays theirs', async () => {
    const admin = await world.as('admin');
    const { id, handle } = (await list()).edges[0].node;
    const end = () => admin.mutate('endWorkspace', { workspaceId: id }, '');
    expect([await end(), await end()]).toEqual(Array(2).fill({ __typename: 'WorkspaceEnded' }));
    expect(await receiptsOf(world, 'END_WORKSPACE')).toHaveLength(1);
    expect(await create(handle)).toEqual({ __typename: 'WorkspaceExists', workspaceId: id });
    expect(await create('f')).toMatchObject({ __typename: 'WorkspaceCreated' });
    expect(await create('g')).toMatchObject({ __typename: 'PlanLimitReached' });
    expect((await list('ENDED')).edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([id]);
  });

  it('are told by receipts, without their names, from which they can be rebuilt', async () => {
    const told = JSON.stringify(await receiptsOf(world, 'RENAME_WORKSPACE'));
    expect(told).not.toContain('Grand Hotel');
    expect(await findingsOf(world)).toEqual([]);
    await world.cypher('MATCH (w:Workspace {tenantId: $tenantId, handle: "f"}) SET w.state = "ENDED"');
    expect(await findingsOf(world)).not.toEqual([]);
  });
});
