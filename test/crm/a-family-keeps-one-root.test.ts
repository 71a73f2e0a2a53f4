import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { upload } from './crm-world.js';

const world = await createWorld();
const admin = await world.as('admin');

const roots = async () => {
  const rows = await world.cypher(
    `MATCH (a:Account {tenantId: $tenantId}) MATCH (root:Account {tenantId: $tenantId, id: a.familyRootId})
     OPTIONAL MATCH (a)-[:SUBSIDIARY_OF]->(p) WHERE p.id = a.parentId
     RETURN a.name AS name, root.name AS root, p.name AS parent, a.parentId IS NULL AS top ORDER BY name`,
  );
  for (const { parent, top } of rows) expect(parent === null).toBe(top);
  return Object.fromEntries(rows.map(({ name, root }) => [name, root]));
};

const find = async (name: string) => {
  const { accounts } = await admin.ask(
    `{ accounts(filter: { search: "${name}" }) { edges { node { id version name } } } }`,
  );
  return accounts.edges[0].node as { id: string; version: number };
};

const move = async (name: string, parent: string | null) => {
  const { id, version } = await find(name);
  const parentId = parent === null ? null : (await find(parent)).id;
  return admin.mutate('updateAccount', { id, version, parentId }, '... on InvalidInput { message }');
};

describe('families of accounts', () => {
  it('are made by an import whatever the order of its rows, and keep their root when they move', async () => {
    const csv = 'name,parent\nLeaf,Branch\nBranch,Trunk\nTrunk,\nOther,\n';
    await upload(admin, 'accounts', csv);
    expect(await roots()).toEqual({ Leaf: 'Trunk', Branch: 'Trunk', Trunk: 'Trunk', Other: 'Other' });
    expect(await move('Branch', 'Other')).toEqual({ __typename: 'AccountUpdated' });
    expect(await roots()).toEqual({ Leaf: 'Other', Branch: 'Other', Trunk: 'Trunk', Other: 'Other' });
    expect(await move('Branch', null)).toEqual({ __typename: 'AccountUpdated' });
    expect(await roots()).toEqual({ Leaf: 'Branch', Branch: 'Branch', Trunk: 'Trunk', Other: 'Other' });
  });

  it('never close a circle', async () => {
    const refused = { __typename: 'InvalidInput', message: 'parentId: This account is below the other one already.' };
    expect(await move('Branch', 'Leaf')).toEqual(refused);
    expect(await move('Leaf', 'Leaf')).toEqual(refused);
    const { body } = await upload(admin, 'accounts', 'name,parent\nBranch,Leaf\n');
    expect(body.warnings).toEqual([
      { sort: 'warning', row: 2, column: 'parent', reason: '"Leaf" is below this account: left as it is' },
    ]);
    expect(body.counts).toMatchObject({ unchanged: 1, updated: 0 });
    expect((await roots()).Branch).toBe('Branch');
  });

  it('stay whole when many move at once', async () => {
    const names = ['Ash', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir'];
    await upload(admin, 'accounts', `name\n${names.join('\n')}\n`);
    const outcomes = await Promise.all(names.map((name, n) => move(name, names[(n + 1) % names.length] ?? null)));
    const done = outcomes.filter(({ __typename }) => __typename === 'AccountUpdated');
    expect(done).toHaveLength(names.length - 1);
    const found = await roots();
    expect(new Set(names.map((name) => found[name])).size).toBe(1);
  });
});
