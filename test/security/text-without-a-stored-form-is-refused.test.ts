import { expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';

const world = await createWorld();

it.each([
  ['half a surrogate pair', 'Acme \ud800'],
  ['the other half', '\udc00'],
])('%s is named as such, and nothing is written', async (_what, name) => {
  const admin = await world.as('admin');
  const answer = await admin.mutate('createAccount', { name }, '... on InvalidInput { fields { path message } }');
  expect(answer).toEqual({
    __typename: 'InvalidInput',
    fields: [{ path: 'name', message: 'is not valid Unicode text' }],
  });
  expect((await admin.ask('{ accounts(first: 1) { edges { node { id } } } }')).accounts.edges).toEqual([]);
});

it('whole ones are text like any other', async () => {
  const admin = await world.as('admin');
  expect(await admin.mutate('createAccount', { name: 'Acme 😀' }, '')).toMatchObject({ __typename: 'AccountCreated' });
});

it('a word of any length may be searched for', async () => {
  const admin = await world.as('admin');
  const search = 'a'.repeat(5_000);
  for (const list of [
    'accounts(filter: { search: $search })',
    'opportunities(filter: { search: $search })',
    'products(search: $search)',
  ]) {
    const { errors } = await admin.graphql(`query($search: String) { ${list} { edges { node { id } } } }`, { search });
    expect(errors).toBeUndefined();
  }
});
