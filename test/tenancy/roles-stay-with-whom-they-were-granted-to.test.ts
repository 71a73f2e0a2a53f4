import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
let admin: Client;
beforeAll(async () => {
  admin = await world.as('admin');
});

const personOf = async (handle: string) =>
  (await admin.ask('query($id: ID!) { user(id: $id) { id version roles } }', { id: world.id(handle) })).user;

const withSubject = async (handle: string, subject: string | null) => {
  const { id, version } = await personOf(handle);
  return admin.mutate('updateUser', { userId: id, version, subject }, '... on SecondPersonRequired { message }');
};

const rolesOf = async (subject: string) => {
  const { data } = await world
    .anyone(await world.token('admin', { claims: { sub: subject } }))
    .graphql('{ viewer { roles } }');
  return data?.viewer.roles ?? null;
};

const refusals = async (userId: string) => {
  const rows = await world.cypher<{ step: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, outcome: 'DENIED', resourceId: $userId}) RETURN r.step AS step`,
    { userId },
  );
  return rows.map(({ step }) => step);
};

const importUsers = async (client: Client, text: string) =>
  (
    await client.http('POST', '/v1/imports/users', { body: text, headers: { 'content-type': 'text/csv' } })
  ).json() as any;

const keyFor = async (scopes: string[]) => {
  const { secret } = await admin.mutate('createApiKey', { name: 'HR', scopes }, '... on ApiKeyCreated { secret }');
  return world.anyone(secret);
};

describe("an admin who changes an approver's e-mail address, where links that decide are sent", () => {
  const withEmail = async (handle: string, email: string | null) => {
    const { id, version } = await personOf(handle);
    return admin.mutate('updateUser', { userId: id, version, email }, '... on SecondPersonRequired { message }');
  };
  const emailOf = async (handle: string) =>
    (
      await world.cypher<{ email: string | null }>(
        'MATCH (u:User {tenantId: $tenantId, handle: $handle}) RETURN u.email AS email',
        { handle },
      )
    )[0]?.email;

  it('is refused by name and by file, with a receipt of each', async () => {
    const [before, email] = [await refusals(world.id('vp')), await emailOf('vp')];
    expect(await withEmail('vp', 'admin@elsewhere.example')).toMatchObject({ __typename: 'SecondPersonRequired' });
    const text = 'handle,name,email\nvp,VP,admin@elsewhere.example\n';
    for (const client of [admin, await keyFor(['imports:write'])]) {
      expect(await importUsers(client, text)).toMatchObject({ warnings: [{ row: 2, column: 'email' }] });
    }
    expect(await emailOf('vp')).toBe(email);
    expect(await refusals(world.id('vp'))).toEqual([...before, ...Array(3).fill('UPDATE_USER')]);
  });

  it('may take it away, and change that of somebody who approves nothing', async () => {
    expect(await withEmail('ae', 'ae@elsewhere.example')).toMatchObject({ __typename: 'UserUpdated' });
    expect(await withEmail('vp', null)).toMatchObject({ __typename: 'UserUpdated' });
    expect(await withEmail('vp', 'vp@elsewhere.example')).toMatchObject({ __typename: 'SecondPersonRequired' });
  });
});

describe("an admin who changes somebody's token subject", () => {
  it.each([['another'], [null]])('is refused, with a receipt, while roles hang on it (%s)', async (subject) => {
    const before = await refusals(world.id('finance'));
    expect(await withSubject('finance', subject)).toMatchObject({ __typename: 'SecondPersonRequired' });
    expect(await rolesOf('another')).toBeNull();
    expect(await rolesOf('finance@test')).toEqual(['FINANCE']);
    expect(await refusals(world.id('finance'))).toEqual([...before, 'UPDATE_USER']);
  });

  it('may give the same one again, and change what no role hangs on', async () => {
    expect(await withSubject('finance', 'finance@test')).toMatchObject({ __typename: 'UserUpdated' });
    const { userId } = await admin.mutate(
      'createUser',
      { handle: 'newcomer', name: 'N', subject: 'n1' },
      '... on UserCreated { userId }',
    );
    const input = { userId, version: 1, subject: 'n2' };
    expect(await admin.mutate('updateUser', input, '')).toMatchObject({ __typename: 'UserUpdated' });
    await admin.mutate('grantRole', { userId, role: 'AE' }, '');
    const waiting = { userId, version: 2, subject: 'n3' };
    expect(await admin.mutate('updateUser', waiting, '')).toMatchObject({ __typename: 'SecondPersonRequired' });
  });

  it('is refused for the first one of somebody with roles, by name and by file', async () => {
    await importUsers(admin, 'handle,name,roles\nimported,Imported,finance\n');
    const { users } = await admin.ask('{ users(name: "Imported") { edges { node { id version } } } }');
    const { id: userId, version } = users.edges[0].node;
    const first = { userId, version, subject: 'first' };
    expect(await admin.mutate('updateUser', first, '')).toMatchObject({ __typename: 'SecondPersonRequired' });
    const report = await importUsers(admin, 'handle,name,subject\nimported,Imported,first\n');
    expect(report).toMatchObject({ counts: { unchanged: 1 }, warnings: [{ row: 2, column: 'subject' }] });
    expect(await rolesOf('first')).toBeNull();
    expect(await refusals(userId)).toEqual(['UPDATE_USER', 'UPDATE_USER']);

    const { roleGrants } = await admin.ask('{ roleGrants(state: PENDING) { edges { node { id user { handle } } } } }');
    const waiting = roleGrants.edges.find((edge: any) => edge.node.user.handle === 'imported');
    await admin.mutate('endRoleGrant', { grantId: waiting.node.id }, '');
    expect(await admin.mutate('updateUser', first, '')).toMatchObject({ __typename: 'UserUpdated' });
  });

  it('is refused by a file as well, which is imported otherwise', async () => {
    const report = await importUsers(admin, 'handle,name,subject\nlegal,Legal Renamed,mine\n');
    expect(report).toMatchObject({ counts: { updated: 1, rejected: 0 }, warnings: [{ row: 2, column: 'subject' }] });
    expect(await rolesOf('mine')).toBeNull();
    expect(await rolesOf('legal@test')).toEqual(['LEGAL']);
    expect(await refusals(world.id('legal'))).toEqual(['UPDATE_USER']);
  });
});

describe('an API key that imports people', () => {
  it('proposes no roles, which its maker could then confirm', async () => {
    const program = await keyFor(['imports:write']);
    const report = await importUsers(program, 'handle,name,roles\nadmin,Admin,finance\n');
    expect(report.warnings).toMatchObject([{ row: 2, column: 'roles' }]);
    const { roleGrants } = await admin.ask('{ roleGrants(state: PENDING) { edges { node { user { handle } } } } }');
    expect(roleGrants.edges.map((edge: any) => edge.node.user.handle)).not.toContain('admin');
    expect(await refusals(world.id('admin'))).toEqual(['PROPOSE_ROLE']);
  });

  it('gives no person with roles another token subject', async () => {
    const program = await keyFor(['imports:write']);
    await importUsers(program, 'handle,name,subject\nvp,VP,stolen\n');
    expect(await rolesOf('stolen')).toBeNull();
  });
});
