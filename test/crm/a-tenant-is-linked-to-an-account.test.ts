import { beforeAll, describe, expect, it } from '@jest/globals';
import { linkTenantToAccount } from '../../src/crm/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import { CUSTOMER } from '../entitlements/admin-door.js';
import { receiptsOf } from '../entitlements/receipts-of.js';
import { tenantLinkReceiptsOf } from '../insights/link-receipts.js';
import { accountOf, customerAndOperators, setLink, signalsFor } from '../insights/linked-worlds.js';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';

const { customer, operators } = await customerAndOperators();
const { tenantId } = customer;
const other = await createWorld(CUSTOMER);
const fresh = await createWorld(CUSTOMER);
const LINKS =
  '{ tenantLinks { edges { node { state linkedTenantId operatorTenantId accountId version account { name } } } } }';
let olga: Client;
let accountId: string;
let second: string;
beforeAll(async () => {
  olga = await operators.as('olga');
  accountId = await accountOf(operators, 'Customer Inc');
  second = await accountOf(operators, 'Second Inc');
});

const steps = async () => [await tenantLinkReceiptsOf(operators), await tenantLinkReceiptsOf(customer)];

describe('an operator', () => {
  it('links a tenant to an account, with a receipt in both tenants', async () => {
    const answer = await setLink(olga, 'linkTenantToAccount', { tenantId, accountId, idempotencyKey: 'link' });
    expect(answer).toEqual({ __typename: 'TenantLinked', linkId: expect.any(String) });
    for (const world of [operators, customer]) {
      const [told] = await receiptsOf(world, 'LINK_TENANT');
      expect(told).toMatchObject({
        ...{ outcome: 'ALLOWED', subjectId: operators.id('olga'), resourceId: answer.linkId },
        business: {
          snapshot: [{ type: 'TenantLink', linkedTenantId: tenantId, accountId, state: 'LINKED', version: 1 }],
        },
      });
    }
  });

  it('changes nothing by the same once more, by its key or anew', async () => {
    const named = { tenantId, accountId };
    const before = await steps();
    await setLink(olga, 'linkTenantToAccount', { ...named, idempotencyKey: 'link' });
    expect(await setLink(olga, 'linkTenantToAccount', named)).toMatchObject({ __typename: 'TenantLinked' });
    expect(await steps()).toEqual(before);
    const conflict = { tenantId: other.tenantId, accountId, idempotencyKey: 'link' };
    expect((await setLink(olga, 'linkTenantToAccount', conflict)).__typename).toBe('IdempotencyConflict');
    expect(await tenantLinkReceiptsOf(other)).toEqual([]);
  });

  it('links a tenant to one account at a time', async () => {
    const answer = await setLink(olga, 'linkTenantToAccount', { tenantId, accountId: second });
    expect(answer).toEqual({ __typename: 'TenantLinkedElsewhere', accountId });
  });

  it('links no tenant, and to no account, that is not there', async () => {
    const nowhere = newId();
    const answers = [
      await setLink(olga, 'linkTenantToAccount', { tenantId: nowhere, accountId }),
      await setLink(olga, 'linkTenantToAccount', { tenantId: other.tenantId, accountId: nowhere }),
      await setLink(olga, 'linkTenantToAccount', { tenantId: operators.tenantId, accountId }),
      await setLink(olga, 'unlinkTenantFromAccount', { tenantId: other.tenantId, accountId }),
      await setLink(olga, 'unlinkTenantFromAccount', { tenantId, accountId: second }),
    ];
    expect(answers.map(({ __typename }) => __typename)).toEqual([
      'NotFound',
      'NotFound',
      'InvalidInput',
      'NotFound',
      'NotFound',
    ]);
    expect(await tenantLinkReceiptsOf(other)).toEqual([]);
  });

  it('shows the link to both, and to each no more than its own', async () => {
    const node = {
      state: 'LINKED',
      linkedTenantId: tenantId,
      operatorTenantId: operators.tenantId,
      accountId,
      version: 1,
    };
    expect((await olga.ask(LINKS)).tenantLinks.edges).toEqual([
      { node: { ...node, account: { name: 'Customer Inc' } } },
    ]);
    const admin = await customer.as('admin');
    expect((await admin.ask(LINKS)).tenantLinks.edges).toEqual([{ node: { ...node, account: null } }]);
    expect((await (await other.as('admin')).ask(LINKS)).tenantLinks.edges).toEqual([]);
  });

  it('unlinks it, with a receipt in both, and links it again', async () => {
    expect(await setLink(olga, 'unlinkTenantFromAccount', { tenantId, accountId })).toMatchObject({
      __typename: 'TenantUnlinked',
    });
    expect(await signalsFor(olga)).toEqual([]);
    await setLink(olga, 'unlinkTenantFromAccount', { tenantId, accountId });
    expect(await steps()).toEqual([
      ['LINK_TENANT', 'UNLINK_TENANT'],
      ['LINK_TENANT', 'UNLINK_TENANT'],
    ]);
    await setLink(olga, 'linkTenantToAccount', { tenantId, accountId: second });
    expect((await signalsFor(olga)).map(({ account }) => account.name)).toEqual(['Second Inc']);
    expect(await steps()).toEqual([
      ['LINK_TENANT', 'UNLINK_TENANT', 'LINK_TENANT'],
      ['LINK_TENANT', 'UNLINK_TENANT', 'LINK_TENANT'],
    ]);
  });

  it('who races another links to one account alone', async () => {
    const omar = await operators.as('omar');
    const named = { tenantId: other.tenantId };
    const answers = await Promise.all([
      setLink(olga, 'linkTenantToAccount', { ...named, accountId }),
      setLink(omar, 'linkTenantToAccount', { ...named, accountId: second }),
    ]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['TenantLinked', 'TenantLinkedElsewhere']);
    expect(await tenantLinkReceiptsOf(other)).toEqual(['LINK_TENANT']);
  });
});

describe('a link that broke off before the other tenant was told', () => {
  it('leads nowhere, and is completed by the same once more', async () => {
    const named = { tenantId: fresh.tenantId, accountId };
    const { unitOfWork } = operators.composition;
    const broken = new Error('broken off');
    /** Writes in the operators' tenant alone. */
    const halfway = {
      ...operators.composition,
      unitOfWork: Object.assign(Object.create(unitOfWork), {
        write: (spec: any, body: any) => {
          if (spec.caller.tenantId !== operators.tenantId) throw broken;
          return unitOfWork.write(spec, body);
        },
      }),
    };
    await expect(linkTenantToAccount(halfway, operators.caller('olga'), named)).rejects.toBe(broken);
    expect(await signalsFor(olga, { tenantId: fresh.tenantId })).toEqual([]);
    expect(await tenantLinkReceiptsOf(fresh)).toEqual([]);
    await setLink(olga, 'linkTenantToAccount', named);
    expect(await tenantLinkReceiptsOf(fresh)).toEqual(['LINK_TENANT']);
    expect(await signalsFor(olga, { tenantId: fresh.tenantId })).toHaveLength(1);
    expect(await findingsOf(fresh)).toEqual([]);
  });
});

describe('whoever is no operator', () => {
  it.each(['admin', 'admin2'])('%s links and unlinks nothing, and leaves the receipt of a refusal', async (handle) => {
    for (const name of ['linkTenantToAccount', 'unlinkTenantFromAccount'] as const) {
      const client = await operators.as(handle);
      const { errors } = await client.graphql(
        `mutation($input: ${name === 'linkTenantToAccount' ? 'LinkTenantToAccountInput' : 'UnlinkTenantFromAccountInput'}!) { ${name}(input: $input) { __typename } }`,
        { input: { tenantId, accountId: second } },
      );
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    const refused = (await receiptsOf(operators, 'REFUSE_ROLE')).filter(
      ({ subjectId }) => subjectId === operators.id(handle),
    );
    expect(refused.map(({ resourceId }) => resourceId)).toEqual([
      'Mutation.linkTenantToAccount',
      'Mutation.unlinkTenantFromAccount',
    ]);
  });
});

it('both tenants are what their receipts tell', async () => {
  expect(await findingsOf(operators)).toEqual([]);
  expect(await findingsOf(customer)).toEqual([]);
});
