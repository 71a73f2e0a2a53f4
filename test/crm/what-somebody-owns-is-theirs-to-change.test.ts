import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld, PEOPLE } from '../kit/world.js';

const world = await createWorld({ people: [...PEOPLE, { handle: 'rival', roles: ['ae'] }] });
let admin: Client;
let teamId: string;
beforeAll(async () => {
  admin = await world.as('admin');
  const team = { handle: 'west', name: 'West' };
  ({ teamId } = await admin.mutate('createTeam', team, '... on TeamCreated { teamId }'));
  await admin.mutate('addTeamMember', { teamId, userId: world.id('rival') }, '');
});

const KINDS = {
  Account: { create: { name: 'Acme' }, change: { employees: 7 } },
  Opportunity: { create: { name: 'Deal', stage: 'Open' }, change: { stage: 'Won' } },
};
type Kind = keyof typeof KINDS;

async function made(kind: Kind, owner: string | null, more: object = {}): Promise<string> {
  const key = `${kind.toLowerCase()}Id`;
  const input = { ...KINDS[kind].create, ownerId: owner === 'team' ? teamId : owner && world.id(owner), ...more };
  return (await admin.mutate(`create${kind}`, input, `... on ${kind}Created { ${key} }`))[key];
}

const change = async (handle: string, kind: Kind, id: string) =>
  (await world.as(handle)).mutate(
    `update${kind}`,
    { id, version: 1, ...KINDS[kind].change },
    `... on NotYour${kind} { message }`,
  );

const receiptsOf = (id: string) =>
  world.cypher<{ step: string; outcome: string; by: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, resourceId: $id}) RETURN r.step AS step, r.outcome AS outcome, r.subjectId AS by
     ORDER BY r.workflowSeq`,
    { id },
  );

describe.each(Object.keys(KINDS) as Kind[])('an %s', (kind) => {
  it.each([
    ['ae', 'ae'],
    ['ae', 'manager'],
    ['ae', 'admin'],
    [null, 'sdr'],
    ['team', 'rival'],
  ])('of %s is changed by %s', async (owner, handle) => {
    expect(await change(handle, kind, await made(kind, owner))).toEqual({ __typename: `${kind}Updated` });
  });

  it.each([
    ['ae', 'rival'],
    ['ae', 'sdr'],
    ['ae', 'partner'],
    ['ae', 'csm'],
    ['team', 'ae'],
  ])('of %s is not changed by %s, who is refused with a receipt', async (owner, handle) => {
    const id = await made(kind, owner);
    const answer = await change(handle, kind, id);
    expect(answer).toEqual({
      __typename: `NotYour${kind}`,
      message: expect.stringContaining('belongs to somebody else'),
    });
    const step = `UPDATE_${kind.toUpperCase()}`;
    expect((await receiptsOf(id)).slice(1)).toEqual([{ step, outcome: 'BLOCKED', by: world.id(handle) }]);
    expect(await change('admin', kind, id)).toMatchObject({ __typename: `${kind}Updated` });
  });

  it('is changed by a program that has the scope', async () => {
    const input = { name: 'CRM', scopes: ['crm:write'] };
    const { secret } = await admin.mutate('createApiKey', input, '... on ApiKeyCreated { secret }');
    const id = await made(kind, 'ae');
    const answer = await world.anyone(secret).mutate(`update${kind}`, { id, version: 1, ...KINDS[kind].change }, '');
    expect(answer).toMatchObject({ __typename: `${kind}Updated` });
  });
});

it("a customer's account is its CSMs' as well", async () => {
  const id = await made('Account', 'ae', { customerStatus: 'CUSTOMER' });
  expect(await change('csm', 'Account', id)).toEqual({ __typename: 'AccountUpdated' });
});
