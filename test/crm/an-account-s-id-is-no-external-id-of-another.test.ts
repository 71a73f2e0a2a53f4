import { expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';

const world = await createWorld();

it('an account that would take the id of another as its external id is told of that one', async () => {
  const ae = await world.as('ae');
  const create = (input: object) =>
    ae.mutate('createAccount', input, '... on AccountCreated { accountId } ... on AccountExists { accountId }');
  const { accountId } = await create({ name: 'Acme', externalId: 'ACME-1' });
  expect(await create({ name: 'Acme in disguise', externalId: accountId })).toEqual({
    __typename: 'AccountExists',
    accountId,
  });
  const named = await world.cypher(
    'MATCH (a:Account {tenantId: $tenantId, externalId: $accountId}) RETURN a.id AS id',
    {
      accountId,
    },
  );
  expect(named).toEqual([]);
});
