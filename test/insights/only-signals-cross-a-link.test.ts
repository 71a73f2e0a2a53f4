import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/values/ids.js';
import { CUSTOMER, OPERATORS } from '../entitlements/admin-door.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from '../usage/events.js';
import { accountOf, ask, customerAndOperators, setLink, signalsFor, tryWithoutSeat } from './linked-worlds.js';

const { customer, operators } = await customerAndOperators();
const foreign = await createWorld(CUSTOMER);
const rivals = await createWorld(OPERATORS);
const unlinked = await createWorld(CUSTOMER);
const quiet = await createWorld({ ...CUSTOMER, seatLimit: 100 });
const { tenantId } = customer;
let olga: Client;
let riva: Client;
let accountId: string;

/** What an operator finds in their own tenant by the lists of the contract. */
const lists = (client: Client) =>
  client.ask(`{ accounts { edges { node { id name } } } opportunities { edges { node { id name } } }
    users { edges { node { id name } } } teams { edges { node { id handle } } } events { edges { node { id type } } } }`);

beforeAll(async () => {
  olga = await operators.as('olga');
  riva = await rivals.as('olga');
  accountId = await accountOf(operators, 'Customer Inc', { ownerId: operators.id('omar') });
  const admin = await operators.as('admin');
  const deal = { name: 'More seats', stage: 'Engaging', accountId, ownerId: operators.id('omar') };
  await admin.mutate('createOpportunity', deal, '');
  // What must stay where it is: people, accounts and deals of the customer, and what their events say of themselves.
  const theirs = await customer.as('admin');
  const { teamId } = await theirs.mutate(
    'createTeam',
    { handle: 'north', name: 'Secret Team' },
    '... on TeamCreated { teamId }',
  );
  await theirs.mutate('addTeamMember', { teamId, userId: customer.id('observer') }, '');
  const secret = await accountOf(customer, 'Secret Account', { ownerId: teamId });
  const hidden = { name: 'Secret Deal', stage: 'Engaging', accountId: secret, ownerId: customer.id('ae') };
  await theirs.mutate('createOpportunity', hidden, '');
  const key = await keyOf(customer, ['events:write']);
  const told = { user_id: 'secret@customer.example', metadata: { secret: 'secret-metadata' } };
  await post(customer, key, event('upgrade_click', told));
  await tryWithoutSeat(customer, 'observer', 2);
  await tryWithoutSeat(foreign, 'observer', 5);
  await setLink(olga, 'linkTenantToAccount', { tenantId, accountId });
  const elsewhere = await accountOf(rivals, 'Foreign Inc');
  await setLink(riva, 'linkTenantToAccount', { tenantId: foreign.tenantId, accountId: elsewhere });
});

describe('an operator of the tenant that a customer is linked to', () => {
  it('sees its signals, ranked, with the path from who was blocked to the open deal', async () => {
    const [signal, ...others] = await signalsFor(olga);
    expect(others).toEqual([]);
    expect(signal).toMatchObject({
      ...{ subject: 'LINKED_TENANT', id: tenantId, blockedAttempts: 2, nearLimit: true, utilisationBp: 7_500 },
      // 20 near the seat limit, 8 a click, 6 a user, 5 near the plan's active users, 4 two attempts, 1 of utilisation.
      score: 44,
      account: { id: accountId, name: 'Customer Inc' },
    });
    expect(signal.blockedUsers).toEqual([
      {
        ...{ userId: customer.id('observer'), attempts: 2, user: null, lastAt: expect.any(String) },
        receiptIds: [expect.any(String), expect.any(String)],
        teams: [{ id: expect.any(String), handle: 'north' }],
        paths: [
          {
            accountId,
            account: { name: 'Customer Inc', owner: { name: expect.stringContaining('omar') } },
            openOpportunities: [{ name: 'More seats', status: 'OPEN' }],
          },
        ],
      },
    ]);
  });

  it('sees nothing else of it: no name, no account, no deal, nothing that an event says of itself', async () => {
    const { data } = await ask(olga);
    const text = JSON.stringify(data);
    expect(text).not.toMatch(/secret/i);
    for (const { handle } of CUSTOMER.people ?? []) expect(text).not.toContain(`${handle} of`);
    expect(text).not.toContain('@');
    expect(JSON.stringify(await lists(olga))).not.toMatch(/secret/i);
    const signal = data.expansionSignals.edges[0].node;
    const ids = signal.points.flatMap(({ evidence }: any) => evidence.map(({ id }: any) => id));
    expect(ids.length).toBeGreaterThan(2);
    const receipt = `query($id: ID!) { receipts(resourceId: $id) { edges { node { id } } } account(id: $id) { id } opportunity(id: $id) { id } }`;
    for (const id of [...ids, customer.id('observer'), tenantId]) {
      const found = await olga.ask(receipt, { id });
      expect([found.receipts.edges.filter(({ node }: any) => ids.includes(node.id)), found.account]).toEqual([
        [],
        null,
      ]);
    }
  });

  it('leaves a receipt of each look at home, and of the first of a day in the customer’s tenant', async () => {
    const before = (await receiptsOf(operators, 'ACCESS_TENANT')).length;
    await signalsFor(olga);
    await signalsFor(olga);
    const [home, there] = [await receiptsOf(operators, 'ACCESS_TENANT'), await receiptsOf(customer, 'ACCESS_TENANT')];
    expect(home).toHaveLength(before + 2);
    expect(there).toHaveLength(1);
    expect(there[0]).toMatchObject({ subjectId: operators.id('olga'), business: { action: 'expansionSignals' } });
    expect(await receiptsOf(foreign, 'ACCESS_TENANT')).toHaveLength(0);
  });

  it('finds a tenant that is not linked, one of other operators and one that is not there alike: not there', async () => {
    await tryWithoutSeat(unlinked, 'observer', 1);
    for (const asked of [unlinked.tenantId, foreign.tenantId, rivals.tenantId, operators.tenantId, newId()]) {
      expect(await signalsFor(olga, { tenantId: asked })).toEqual([]);
    }
    expect(await signalsFor(olga, { tenantId })).toHaveLength(1);
    expect(await receiptsOf(unlinked, 'ACCESS_TENANT')).toEqual([]);
    expect((await signalsFor(riva)).map(({ id }) => id)).toEqual([foreign.tenantId]);
  });

  it('sees nothing of it from the instant on at which it is unlinked', async () => {
    await setLink(olga, 'unlinkTenantFromAccount', { tenantId, accountId });
    expect(await signalsFor(olga)).toEqual([]);
    await setLink(olga, 'linkTenantToAccount', { tenantId, accountId });
    expect(await signalsFor(olga)).toHaveLength(1);
  });

  it('ranks those with the highest score first, and shows as many as were asked for', async () => {
    const second = await accountOf(operators, 'Quiet Inc');
    await setLink(olga, 'linkTenantToAccount', { tenantId: quiet.tenantId, accountId: second });
    const found = await signalsFor(olga);
    expect(found.map(({ id, score }) => [id, score])).toEqual([
      [tenantId, 44],
      [quiet.tenantId, 5],
    ]);
    const { expansionSignals: first } = (await ask(olga, { first: 1 })).data;
    expect(first.edges.map(({ node }: any) => node.id)).toEqual([tenantId]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    // What decays goes on decaying; the pages that follow are of the same ranking.
    operators.clock.advance({ days: 1 });
    const later = await operators.as('olga');
    const { expansionSignals: rest } = (await ask(later, { first: 1, after: first.pageInfo.endCursor })).data;
    expect(rest).toMatchObject({ asOf: first.asOf, pageInfo: { hasNextPage: false } });
    expect(rest.edges.map(({ node }: any) => node.id)).toEqual([quiet.tenantId]);
    expect((await ask(later, { after: rest.pageInfo.endCursor })).data.expansionSignals.edges).toEqual([]);
    const forged = Buffer.from('["1","2",3,4]').toString('base64url');
    expect((await ask(later, { after: forged })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

describe('the customer', () => {
  it('sees nothing of the operators but the link', async () => {
    const admin = await customer.as('admin');
    const text = JSON.stringify([await signalsFor(admin), await lists(admin)]);
    expect(text).not.toContain('Customer Inc');
    expect(text).not.toContain('More seats');
    expect(text).not.toContain(operators.tenantId);
    const [signal] = await signalsFor(admin);
    expect(signal).toMatchObject({ subject: 'OWN_TENANT', account: null });
    expect(signal.blockedUsers[0].paths[0].account.name).toBe('Secret Account');
  });

  it('has admins who see no linked tenants, as operators’ admins do not who are no operators', async () => {
    for (const world of [customer, operators]) {
      const { errors } = await ask(await world.as('admin'), { scope: 'LINKED' });
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
      expect((await receiptsOf(world, 'REFUSE_ROLE')).at(-1)?.resourceId).toBe('accessTenant');
    }
  });
});
